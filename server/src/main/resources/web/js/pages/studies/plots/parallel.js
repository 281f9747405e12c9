// Trials as lines over their parameters and value; those within the brushed ranges are listed.
import {number} from '../../../lib/format.js';
import {axisOption, plain, position} from './axes.js';
import {sampledWords, valueColours} from './parts.js';

export function parallelPlot(data, metric) {
  const {axes} = data;
  const at = axes.map(position);
  const lines = data.rows.map(([n, value, , values]) => [...values.map((one, i) => one === null ? '-' : at[i](one)), value, n]);
  const last = axes.length;
  const scores = data.rows.map(([, value]) => value);
  return {
    heading: `Parallel coordinates of ${metric}`,
    summary: sampledWords(data),
    option: c => {
      const label = {color: c.text, textBorderColor: c.surface, textBorderWidth: 3};
      return {
        parallel: {left: 56, right: 104, top: 44, bottom: 28, parallelAxisDefault: {
          nameLocation: 'end', nameGap: 16, nameTextStyle: {color: c.text, fontWeight: 600}, nameTruncate: {maxWidth: 110},
          axisLine: {lineStyle: {color: c.strong}}, axisTick: {lineStyle: {color: c.strong}},
          areaSelectStyle: {width: 18, borderWidth: 1, borderColor: c.accent, color: c.accent, opacity: 0.25}, realtime: false}},
        parallelAxis: [
          ...axes.map((axis, dim) => ({...axisOption(axis), dim, splitLine: undefined, nameLocation: 'end', z: 20, axisLabel: {...axisOption(axis).axisLabel, ...label}})),
          {dim: last, type: 'value', name: metric, scale: true, z: 20, axisLabel: {...label, formatter: value => number(value, 3)}},
        ],
        visualMap: {...valueColours(scores, data.direction), dimension: last, show: true, textStyle: {color: c.quiet, fontSize: 11}},
        series: [{type: 'parallel', data: lines, smooth: false, progressive: 0, lineStyle: {width: 1, opacity: lines.length > 500 ? 0.35 : 0.5}, inactiveOpacity: 0.03, activeOpacity: 0.8}],
      };
    },
    table: () => ({columns: ['trial', metric, 'feasible', ...axes.map(axis => axis.name)],
      rows: data.rows.map(([n, value, feasible, values]) => [n, value, feasible, ...values.map((one, i) => plain(axes[i], one))])}),
  };
}

/** The rows within all the brushed ranges; `brush` is {axis name: [[from, to], …]} in positions, '' the value's axis. */
export function brushed(data, brush) {
  const tests = Object.entries(brush).filter(([, ranges]) => ranges.length > 0).map(([name, ranges]) => {
    const index = data.axes.findIndex(axis => axis.name === name);
    const at = index < 0 ? null : position(data.axes[index]);
    const within = value => ranges.some(([from, to]) => value >= from && value <= to);
    if (name === '') return row => within(row[1]);
    return index < 0 ? () => true : row => row[3][index] !== null && within(at(row[3][index]));
  });
  return data.rows.filter(row => tests.every(test => test(row)));
}
