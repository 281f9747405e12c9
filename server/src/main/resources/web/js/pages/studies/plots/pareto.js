// Two objectives against each other, with the front; and how its hypervolume grew.
import {number, plural} from '../../../lib/format.js';
import {metricName, real} from '../study-model.js';

/** Objectives `x` and `y` of the trials; with more than two the front is no line. */
export function paretoPlot(data, study, x, y) {
  const names = [metricName(study, x), metricName(study, y)];
  const point = ([n, values, feasible]) => [real(values[x]), real(values[y]), n, feasible, values];
  const finite = points => points.map(point).filter(([a, b]) => Number.isFinite(a) && Number.isFinite(b));
  const front = finite(data.front);
  const others = finite(data.dominated);
  const line = [...front].sort((a, b) => a[0] - b[0]);
  const size = data.shown > 1000 ? 4 : 6;
  const all = values => values.map((value, k) => `${metricName(study, k)} ${number(value, 6)}`).join('\n');
  return {
    heading: `${names[1]} over ${names[0]}`,
    summary: `${plural(data.front_total, 'trial')} on the Pareto front`,
    option: c => ({
      grid: {left: 68, right: 20, top: 32, bottom: 48},
      legend: {},
      xAxis: {type: 'value', name: `${names[0]} (${data.directions[x]})`, scale: true, axisLabel: {formatter: value => number(value, 3)}},
      yAxis: {type: 'value', name: `${names[1]} (${data.directions[y]})`, nameGap: 50, scale: true, axisLabel: {formatter: value => number(value, 3)}},
      tooltip: {trigger: 'item', formatter: ({value: [, , n, feasible, values]}) => `Trial ${n}\n${all(values)}${feasible ? '' : '\nconstraints violated'}`},
      series: [
        {name: 'Dominated', type: 'scatter', data: others.filter(one => one[3]), symbolSize: size, itemStyle: {color: c.series[7], opacity: 0.5}},
        ...(others.some(one => !one[3]) ? [{name: 'Infeasible', type: 'scatter', data: others.filter(one => !one[3]), symbolSize: size, itemStyle: {color: 'transparent', borderColor: c.series[7], borderWidth: 1}}] : []),
        data.directions.length === 2
          ? {name: 'Pareto front', type: 'line', data: line, symbol: 'circle', symbolSize: 8, showAllSymbol: true, lineStyle: {width: 1.5, type: 'dashed'}, itemStyle: {color: c.series[1]}, z: 5}
          : {name: 'Pareto front', type: 'scatter', data: front, symbolSize: 8, itemStyle: {color: c.series[1]}, z: 5},
      ],
    }),
    table: () => ({columns: ['trial', ...data.directions.map((_, k) => metricName(study, k)), 'feasible', 'front'],
      rows: [...data.front.map(one => [one, true]), ...data.dominated.map(one => [one, false])].map(([[n, values, feasible], on]) => [n, ...values, feasible, on])}),
  };
}

export function hypervolumePlot(data) {
  const {reference, steps} = data.hypervolume;
  const points = steps.length ? [...steps, [Math.max(data.trials - 1, steps.at(-1)[0]), steps.at(-1)[1]]] : [];
  return {
    heading: 'Hypervolume of the front',
    summary: `${number(steps.at(-1)?.[1])} from the reference point ${reference.map(value => number(value)).join(', ')}`,
    option: c => ({
      grid: {left: 88, right: 20, top: 16, bottom: 48},
      xAxis: {type: 'value', name: 'Trial', min: 0, max: Math.max(1, data.trials - 1), minInterval: 1, axisLabel: {showMaxLabel: false}},
      yAxis: {type: 'value', name: 'Hypervolume', nameGap: 68, scale: true, axisLabel: {formatter: value => number(value, 3)}},
      tooltip: {trigger: 'axis', formatter: ([{value}]) => `After trial ${value[0]}\n${number(value[1], 6)}`},
      series: [{type: 'line', step: 'end', symbol: 'none', data: points, lineStyle: {width: 2}, areaStyle: {opacity: 0.12}, itemStyle: {color: c.series[0]}}],
    }),
    table: () => ({columns: ['trial', 'hypervolume'], rows: steps}),
  };
}
