// The value of each combination in the order in which they were done, the best so far, and the defaults as a line to beat.
import {html, nothing} from 'lit';
import {paramValue} from '../../lib/format.js';
import {go, href} from '../../lib/router.js';
import '../../components/plot-chart.js';
import {axisValue, isUp, objectiveLabel, showValue, valueOf} from './words.js';

/** The running best of values, without those that are missing. */
export function bestSoFar(values, up) {
  let best = null;
  return values.map(value => {
    if (value !== null && (best === null || (up ? value > best : value < best))) best = value;
    return best;
  });
}

const tip = (combo, name, index) => [`${combo.combo_id}  ${combo.model}`, `${objectiveLabel(name)} ${showValue(name, valueOf(combo.value, index))}`,
  ...Object.entries(combo.params).map(([key, value]) => `${key} ${paramValue(value)}`)].join('\n');

/**
 * combos: those that are done, in order; baseline: the value of the defaults or null; objective: {name, index}.
 */
export function convergence(id, combos, baseline, {name, index}) {
  const complete = combos.map((combo, i) => ({combo, x: i + 1, y: combo.status === 'COMPLETE' ? valueOf(combo.value, index) : null}));
  if (complete.every(one => one.y === null)) return html`<section class="card"><h3>Convergence</h3><p class="quiet-text">Drawn as soon as a combination is evaluated in full.</p></section>`;
  const best = bestSoFar(complete.map(one => one.y), isUp(name));
  const models = [...new Set(combos.map(one => one.model))];
  const label = objectiveLabel(name);
  const last = best.at(-1);
  const stopped = combos.filter(one => one.status === 'PRUNED').length;
  return html`<plot-chart class="card" heading="Convergence" name=${`convergence-${id}`} .height=${18}
    summary=${`${combos.length} combinations done${last === null || last === undefined ? '' : `, best ${label.toLowerCase()} ${showValue(name, last)}`}${baseline === null ? '' : `, defaults ${showValue(name, baseline)}`}`}
    .option=${c => ({
      grid: {left: 64, right: 24, top: 36, bottom: 46},
      legend: {data: [...(models.length > 1 ? models : ['Combination']), 'Best so far', ...(baseline === null ? [] : ['Defaults'])]},
      tooltip: {trigger: 'item', formatter: item => item.data.combo ? tip(item.data.combo, name, index) : `${item.seriesName} ${showValue(name, item.value[1])}`},
      xAxis: {type: 'value', name: 'Combinations done', min: 0, max: Math.max(5, combos.length), minInterval: 1},
      yAxis: {type: 'value', name: label, nameGap: 46, scale: true, axisLabel: {formatter: value => axisValue(name, value)}},
      series: [
        ...models.map((model, i) => ({
          type: 'scatter', name: models.length > 1 ? model : 'Combination', symbolSize: 8, itemStyle: {color: c.series[models.length > 1 ? (i + 2) % 8 : 7], opacity: .8},
          data: complete.filter(one => one.y !== null && one.combo.model === model).map(({x, y, combo}) => ({value: [x, y], combo})),
        })),
        {type: 'line', name: 'Best so far', step: 'end', symbol: 'none', lineStyle: {width: 2.5, color: c.series[0]}, itemStyle: {color: c.series[0]},
          data: best.map((y, i) => [i + 1, y]).filter(([, y]) => y !== null)},
        ...(baseline === null ? [] : [{type: 'line', name: 'Defaults', symbol: 'none', lineStyle: {type: 'dashed', width: 1.5, color: c.series[1]}, itemStyle: {color: c.series[1]},
          data: [[0, baseline], [Math.max(5, combos.length), baseline]]}]),
      ],
    })}
    .table=${() => ({columns: ['n', 'combo_id', 'model', 'status', name, `best_${name}`], rows: complete.map(({combo, x, y}, i) => [x, combo.combo_id, combo.model, combo.status, y, best[i]])})}
    .handlers=${{click: event => { if (event.data?.combo) go(href`/tunes/${id}/combos/${event.data.combo.combo_id}`); }}}></plot-chart>
    ${stopped ? html`<p class="quiet-text small-text">${stopped} stopped early; they have no value of their own.</p>` : nothing}`;
}
