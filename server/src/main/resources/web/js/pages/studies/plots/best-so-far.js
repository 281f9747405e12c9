// The best value so far of several studies, over the number of trials.
import {number} from '../../../lib/format.js';
import {real} from '../study-model.js';

/** `sets`: [{name, data}], data as the plot of a study's history. */
export function bestSoFarPlot(sets, metric, {log = false} = {}) {
  const curves = sets.map(({name, data}) => {
    const steps = data.best.map(([n, value]) => [n, real(value)]).filter(([, value]) => Number.isFinite(value));
    return {name, steps: steps.length ? [...steps, [Math.max(data.trials - 1, steps.at(-1)[0]), steps.at(-1)[1]]] : []};
  });
  const positive = curves.every(curve => curve.steps.every(([, value]) => value > 0));
  return {
    heading: `Best ${metric} so far`,
    summary: curves.map(curve => `${curve.name} ${number(curve.steps.at(-1)?.[1])}`).join(', '),
    positive,
    option: () => ({
      grid: {left: 64, right: 20, top: 36, bottom: 44},
      legend: {},
      xAxis: {type: 'value', name: 'Trial', min: 0, minInterval: 1},
      yAxis: {type: log && positive ? 'log' : 'value', name: metric, nameGap: 48, scale: true, axisLabel: {formatter: value => number(value, 3)}},
      tooltip: {trigger: 'item', formatter: event => `${event.seriesName}\nfrom trial ${event.value[0]} on ${number(event.value[1], 6)}`},
      series: curves.map(curve => ({name: curve.name, type: 'line', step: 'end', data: curve.steps, symbol: 'circle', symbolSize: 5, lineStyle: {width: 2}})),
    }),
    table: () => ({columns: ['study', 'trial', `best ${metric}`], rows: curves.flatMap(curve => curve.steps.map(([n, value]) => [curve.name, n, value]))}),
  };
}
