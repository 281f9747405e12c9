// An objective over one parameter.
import {number} from '../../../lib/format.js';
import {axisOption, inWords, jitter, plain, position} from './axes.js';
import {LARGE, sampledWords} from './parts.js';

export function slicePlot(data, metric) {
  const {axis} = data;
  const at = position(axis);
  const points = data.points.map(([x, value, n, feasible]) => [at(x) + jitter(axis, n), value, n, feasible, x]);
  return {
    heading: axis.name,
    summary: `${metric} over ${axis.name}, ${sampledWords(data)}`,
    option: c => ({
      grid: {left: 60, right: 16, top: 12, bottom: 24},
      xAxis: axisOption(axis, {name: ''}),
      yAxis: {type: 'value', name: metric, nameGap: 44, scale: true, axisLabel: {formatter: value => number(value, 3)}},
      tooltip: {trigger: 'item', formatter: ({value: [, score, n, feasible, x]}) => `Trial ${n}\n${axis.name} ${inWords(axis, x)}\n${metric} ${number(score, 6)}${feasible ? '' : '\nconstraints violated'}`},
      visualMap: {show: false, type: 'continuous', dimension: 2, min: 0, max: Math.max(1, data.trials - 1), seriesIndex: 0, inRange: {color: [c.series[5], c.series[0]], opacity: [0.3, 0.85]}},
      series: [
        {type: 'scatter', data: points.filter(point => point[3]), symbolSize: data.shown > LARGE ? 4 : 6},
        {type: 'scatter', data: points.filter(point => !point[3]), symbolSize: data.shown > LARGE ? 4 : 6, itemStyle: {color: 'transparent', borderColor: c.series[7], borderWidth: 1}},
      ],
    }),
    table: () => ({columns: ['trial', axis.name, metric, 'feasible'], rows: data.points.map(([x, value, n, feasible]) => [n, plain(axis, x), value, feasible])}),
  };
}
