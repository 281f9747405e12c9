// The share of trials whose value is at most so much, for one study or several.
import {number, percent, plural} from '../../../lib/format.js';
import {real} from '../study-model.js';

export function edfPlot(data, metric) {
  const curves = data.curves.map(curve => ({name: curve.study, total: curve.total, steps: curve.steps.map(([value, share]) => [real(value), share]).filter(([value]) => Number.isFinite(value))}));
  return {
    heading: `Distribution of ${metric} (EDF)`,
    summary: curves.map(curve => `${curve.name}: ${plural(curve.total, 'trial')}`).join(', '),
    option: () => ({
      grid: {left: 56, top: curves.length > 1 ? 36 : 16, bottom: 48},
      ...(curves.length > 1 ? {legend: {}} : {}),
      xAxis: {type: 'value', name: metric, scale: true, axisLabel: {formatter: value => number(value, 3)}},
      yAxis: {type: 'value', name: 'Share of trials', nameGap: 44, min: 0, max: 1, axisLabel: {formatter: value => percent(value, 0)}},
      tooltip: {trigger: 'item', formatter: event => `${event.seriesName}\n${percent(event.value[1])} have at most ${number(event.value[0], 6)}`},
      series: curves.map(curve => ({name: curve.name, type: 'line', step: 'end', symbol: 'circle', symbolSize: 4, showSymbol: true, itemStyle: {opacity: curve.steps.length > 60 ? 0 : 1},
        emphasis: {itemStyle: {opacity: 1}}, lineStyle: {width: 2}, data: curve.steps})),
    }),
    table: () => ({columns: ['study', metric, 'share'], rows: curves.flatMap(curve => curve.steps.map(([value, share]) => [curve.name, value, share]))}),
  };
}
