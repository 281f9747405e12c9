// Two objectives of a tune against each other, and the combinations that no other dominates.
import {html} from 'lit';
import {paramValue} from '../../lib/format.js';
import {go, href} from '../../lib/router.js';
import '../../components/plot-chart.js';
import {axisValue, isUp, objectiveLabel, showValue, valueOf} from './words.js';

/** Whether a is at least as good as b in everything, and better in something. */
function dominates(a, b, ups) {
  const better = (i, x, y) => ups[i] ? x > y : x < y;
  return a.every((x, i) => x === b[i] || better(i, x, b[i])) && a.some((x, i) => better(i, x, b[i]));
}

export function paretoFront(id, combos, names) {
  const ups = names.map(isUp);
  const points = combos.filter(one => one.status === 'COMPLETE').map(combo => ({combo, values: names.map((_, i) => valueOf(combo.value, i))}))
    .filter(one => one.values.every(value => value !== null));
  const front = points.filter(one => !points.some(other => dominates(other.values, one.values, ups)));
  const on = new Set(front);
  const label = i => `${objectiveLabel(names[i])} (${ups[i] ? 'more' : 'less'} is better)`;
  const tip = ({data: {combo}}) => [`${combo.combo_id}  ${combo.model}`, ...names.map((name, i) => `${objectiveLabel(name)} ${showValue(name, valueOf(combo.value, i))}`),
    ...Object.entries(combo.params).map(([key, value]) => `${key} ${paramValue(value)}`)].join('\n');
  const series = (name, some, extra) => ({type: 'scatter', name, data: some.map(({combo, values}) => ({value: [values[0], values[1]], combo})), ...extra});
  return html`<plot-chart class="card" heading="Pareto front" name=${`pareto-${id}`} .height=${18} summary=${`${front.length} of ${points.length} combinations are not dominated`}
    .option=${c => ({
      grid: {left: 84, right: 24, top: 36, bottom: 46},
      legend: {data: ['On the front', 'Dominated']},
      tooltip: {trigger: 'item', formatter: tip},
      xAxis: {type: 'value', scale: true, name: label(0), axisLabel: {formatter: value => axisValue(names[0], value)}},
      yAxis: {type: 'value', scale: true, name: label(1), nameGap: 64, axisLabel: {formatter: value => axisValue(names[1], value)}},
      series: [series('Dominated', points.filter(one => !on.has(one)), {symbolSize: 7, itemStyle: {color: c.series[7], opacity: .7}}),
        series('On the front', front, {symbolSize: 11, itemStyle: {color: c.series[0]}})],
    })}
    .table=${() => ({columns: ['combo_id', 'model', ...names, 'on_front'], rows: points.map(one => [one.combo.combo_id, one.combo.model, ...one.values, on.has(one)])})}
    .handlers=${{click: event => { if (event.data?.combo) go(href`/tunes/${id}/combos/${event.data.combo.combo_id}`); }}}></plot-chart>`;
}
