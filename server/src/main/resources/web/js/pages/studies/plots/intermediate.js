// Values reported on the way, of one trial or of many; pruned trials end in a mark.
import {number, plural} from '../../../lib/format.js';
import {real} from '../study-model.js';

const finite = steps => steps.map(([step, value]) => [step, value === null ? null : real(value)]).filter(([, value]) => value === null || Number.isFinite(value));

export function intermediatePlot(data, metric, {log = false, marked = null} = {}) {
  const curves = data.curves.map(curve => ({...curve, points: finite(curve.steps)}));
  const positive = curves.every(curve => curve.points.every(([, value]) => value === null || value > 0));
  return {
    heading: `Intermediate values of ${metric}`,
    summary: `${plural(data.shown, 'trial')} of ${data.total} that reported`,
    positive,
    option: c => {
      const colour = {COMPLETE: c.series[0], PRUNED: c.warn, FAIL: c.bad, RUNNING: c.info};
      return {
        grid: {left: 64, right: 20, top: 32, bottom: 44},
        legend: {data: ['COMPLETE', 'PRUNED', 'RUNNING', 'FAIL'].filter(state => curves.some(curve => curve.state === state))},
        xAxis: {type: 'value', name: 'Step', minInterval: 1, min: 'dataMin', max: 'dataMax'},
        yAxis: {type: log && positive ? 'log' : 'value', name: metric, nameGap: 48, scale: true, axisLabel: {formatter: value => number(value, 3)}},
        tooltip: {trigger: 'item', formatter: ({value, data: point}) => `Trial ${point.trial ?? ''} ${point.state}\nstep ${value[0]}\n${metric} ${number(value[1], 6)}`},
        series: curves.map(curve => ({
          name: curve.state, type: 'line', connectNulls: false, symbol: 'circle', symbolSize: 5, showSymbol: curve.points.length === 1, triggerLineEvent: true,
          data: curve.points.map((value, i) => ({value, trial: curve.number, state: curve.state, ...(i === curve.points.length - 1 && (curve.state === 'PRUNED' || curve.state === 'FAIL')
            ? {symbol: curve.state === 'PRUNED' ? 'path://M0,0 L10,10 M10,0 L0,10' : 'circle', symbolSize: 7, itemStyle: {borderColor: colour[curve.state], borderWidth: 2}} : {})})),
          ...(curve.state === 'PRUNED' || curve.state === 'FAIL' ? {showSymbol: true, showAllSymbol: true, symbol: (_, point) => point.data?.symbol ?? 'none'} : {}),
          lineStyle: {width: curve.number === marked ? 3.5 : 1.3, opacity: curve.number === marked ? 1 : 0.55, type: curve.state === 'RUNNING' ? 'dashed' : 'solid'},
          itemStyle: {color: colour[curve.state] ?? c.quiet},
          emphasis: {lineStyle: {width: 3, opacity: 1}}, z: curve.number === marked ? 6 : 2,
        })),
      };
    },
    table: () => ({columns: ['trial', 'state', 'step', metric], rows: curves.flatMap(curve => curve.steps.map(([step, value]) => [curve.number, curve.state, step, value]))}),
  };
}

/** The curve of one trial. */
export function trialStepsPlot(trial, metric) {
  const steps = Object.entries(trial.intermediate_values).map(([step, value]) => [Number(step), value]).sort((a, b) => a[0] - b[0]);
  return {
    heading: 'Intermediate values',
    summary: plural(steps.length, 'step'),
    option: c => ({
      grid: {left: 64, right: 20, top: 16, bottom: 44},
      xAxis: {type: 'value', name: 'Step', minInterval: 1, min: 'dataMin', max: 'dataMax'},
      yAxis: {type: 'value', name: metric, nameGap: 48, scale: true, axisLabel: {formatter: value => number(value, 3)}},
      tooltip: {trigger: 'axis', formatter: ([{value}]) => `step ${value[0]}\n${number(value[1], 6)}`},
      series: [{type: 'line', data: finite(steps), symbol: 'circle', symbolSize: 5, lineStyle: {width: 2}, itemStyle: {color: c.series[0]}}],
    }),
    table: () => ({columns: ['step', metric], rows: steps}),
  };
}
