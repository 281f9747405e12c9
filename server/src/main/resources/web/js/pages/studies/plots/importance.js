// Shares of parameters in an objective's variation, the greatest on top; of several studies side by side.
import {percent} from '../../../lib/format.js';

const MOST = 20;

/** `sets`: [{name, importances}], the first of which gives the order. */
export function importancePlot(sets, metric) {
  const names = Object.keys(sets[0].importances).slice(0, MOST).reverse();
  return {
    heading: `Importance for ${metric}`,
    summary: Object.entries(sets[0].importances).slice(0, 5).map(([name, share]) => `${name} ${percent(share, 0)}`).join(', '),
    rows: names.length * sets.length,
    option: c => ({
      grid: {left: 20, right: 56, top: sets.length > 1 ? 32 : 8, bottom: 24, containLabel: true},
      ...(sets.length > 1 ? {legend: {}} : {}),
      xAxis: {type: 'value', min: 0, axisLabel: {formatter: value => percent(value, 0)}},
      yAxis: {type: 'category', data: names, axisLabel: {hideOverlap: false, width: 130, overflow: 'truncate', color: c.text}, axisTick: {show: false}},
      tooltip: {trigger: 'item', formatter: event => `${event.name}\n${sets.length > 1 ? `${event.seriesName} ` : ''}${percent(event.value, 2)}`},
      series: sets.map(set => ({
        name: set.name, type: 'bar', barMaxWidth: 18, data: names.map(name => set.importances[name] ?? 0),
        ...(sets.length === 1 ? {itemStyle: {color: c.series[0]}} : {}),
        label: {show: true, position: 'right', color: c.text, formatter: event => percent(event.value, 1)},
      })),
    }),
    table: () => ({columns: ['parameter', ...sets.map(set => sets.length > 1 ? set.name : 'importance')],
      rows: Object.keys(sets[0].importances).map(name => [name, ...sets.map(set => set.importances[name] ?? null)])}),
  };
}
