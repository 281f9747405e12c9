// An objective over the trials' numbers, with the best so far, and below it the share of trials that were pruned or failed.
import {count, number, plural} from '../../../lib/format.js';
import {real} from '../study-model.js';
import {LARGE} from './parts.js';

/** `log` draws values on a logarithmic axis, where they allow it. */
export function historyPlot(data, metric, {log = false} = {}) {
  const best = data.best.map(([n, value]) => [n, real(value)]).filter(([, value]) => Number.isFinite(value));
  const steps = best.length ? [...best, [Math.max(data.trials - 1, best.at(-1)[0]), best.at(-1)[1]]] : [];
  const points = feasible => data.points.filter(point => point[2] === feasible);
  const lost = data.buckets.some(([, , , pruned, failed]) => pruned + failed > 0);
  const losses = [['Pruned', 3], ['Failed', 4]].filter(([, at]) => data.buckets.some(bucket => bucket[at] > 0)).map(([name]) => name);
  const logarithmic = log && allPositive(data);
  return {
    heading: `History of ${metric}`,
    summary: `${plural(data.total, 'complete trial')}, best ${number(best.at(-1)?.[1])}`,
    option: c => ({
      grid: lost ? [{left: 64, right: 20, top: 32, bottom: 128}, {left: 64, right: 20, height: 36, bottom: 64}] : {left: 64, top: 32, bottom: 64},
      legend: {data: ['Trial', ...(points(false).length ? ['Infeasible trial'] : []), 'Best so far', ...(lost ? losses : [])]},
      xAxis: [
        {type: 'value', name: lost ? '' : 'Trial', min: 0, max: Math.max(1, data.trials - 1), minInterval: 1, axisLabel: {show: !lost, showMaxLabel: false}},
        ...(lost ? [{type: 'value', gridIndex: 1, name: 'Trial', nameGap: 22, min: 0, max: Math.max(1, data.trials - 1), minInterval: 1, axisLabel: {showMaxLabel: false}}] : []),
      ],
      yAxis: [
        {type: logarithmic ? 'log' : 'value', name: metric, nameGap: 48, scale: true, axisLabel: {formatter: value => number(value, 3)}},
        ...(lost ? [{type: 'value', gridIndex: 1, min: 0, max: 1, interval: 1, axisLabel: {formatter: value => `${value * 100} %`}}] : []),
      ],
      dataZoom: [{type: 'slider', xAxisIndex: lost ? [0, 1] : [0], height: 16, bottom: 8, showDataShadow: false, brushSelect: false,
        borderColor: c.line, fillerColor: 'transparent', handleStyle: {color: c.strong}, moveHandleSize: 4, textStyle: {color: c.quiet}, labelFormatter: value => count(Math.round(value))}],
      tooltip: {trigger: 'item', formatter: event => words(event, metric)},
      series: [
        {name: 'Trial', type: 'scatter', data: points(true), symbolSize: data.shown > LARGE ? 4 : 6, itemStyle: {color: c.series[0], opacity: data.shown > LARGE ? 0.45 : 0.65}},
        {name: 'Infeasible trial', type: 'scatter', data: points(false), symbolSize: data.shown > LARGE ? 4 : 6, itemStyle: {color: 'transparent', borderColor: c.series[7], borderWidth: 1}},
        {name: 'Best so far', type: 'line', step: 'end', data: steps, symbol: 'circle', showSymbol: steps.length < 60, symbolSize: 5, lineStyle: {width: 2.5}, itemStyle: {color: c.series[1]}, z: 5},
        ...(lost ? [share('Failed', data.buckets, ([pruned, failed]) => pruned + failed, c.bad), share('Pruned', data.buckets, ([pruned]) => pruned, c.warn)] : []),
      ],
    }),
    table: () => ({columns: ['trial', metric, 'feasible'], rows: data.points}),
  };
}

/** The part of each range of numbers that ended so. Failed ones are drawn behind pruned ones, as high as both. */
function share(name, buckets, part, color) {
  const rows = buckets.flatMap(([from, to, complete, pruned, failed]) => { // infeasible ones are complete, too
    const height = part([pruned, failed]) / (complete + pruned + failed || 1);
    return [[from, height], [to + 1, height]];
  });
  return {name, type: 'line', xAxisIndex: 1, yAxisIndex: 1, data: rows, symbol: 'none', silent: true, lineStyle: {width: 0}, areaStyle: {color, opacity: 1}, itemStyle: {color}};
}

export const allPositive = data => data.points.length > 0 && data.points.every(([, value]) => value > 0);

function words({seriesName, value}, metric) {
  const [n, score, feasible] = value;
  return `${seriesName === 'Best so far' ? 'Best since trial' : 'Trial'} ${n}\n${metric} ${number(score, 6)}${feasible === false ? '\nconstraints violated' : ''}`;
}
