// Which parameters matter: their share in the variation of an objective, and the value over each of them.
import {html, nothing} from 'lit';
import {number, paramValue, percent} from '../../lib/format.js';
import {go, href, setQuery} from '../../lib/router.js';
import {can} from '../../lib/session.js';
import {empty} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import '../../components/plot-chart.js';
import {byName} from './baseline.js';
import {axisValue, isUp, objectiveLabel, objectivesOf, showValue, valueOf} from './words.js';

export function importanceTab(tune, combos, resource, target) {
  const names = objectivesOf(tune);
  const index = target < names.length ? target : 0;
  const space = byName(tune.search_space);
  const complete = combos.filter(one => one.status === 'COMPLETE' && valueOf(one.value, index) !== null);
  if (complete.length === 0) return empty('Nothing to tell yet', 'Parameters are compared as soon as combinations are evaluated in full.');
  return html`<div class="stack">
    ${names.length > 1 ? html`<div class="toolbar">${field('Objective', id => html`<select id=${id} @change=${event => setQuery({target: event.target.value})}>
      ${names.map((name, i) => html`<option value=${i} ?selected=${i === index}>${objectiveLabel(name)}</option>`)}</select>`, {id: 'importance-objective'})}</div>` : nothing}
    <section class="stack tight"><h2>Importance</h2>
      <p class="quiet-text small-text">The share of each parameter in how much the ${objectiveLabel(names[index]).toLowerCase()} varies, as far as the combinations tell.</p>
      ${resource.render(list => html`<div class="columns">${list.map(one => importance(tune, one))}</div>`)}
    </section>
    <section class="stack tight"><h2>${objectiveLabel(names[index])} by parameter</h2>
      <div class="columns">${Object.entries(space).map(([param, values]) => slice(tune, complete, param, values, names[index], index))}</div></section>
    ${Object.keys(space).length > 1 ? parallel(tune, complete, space, names[index], index) : nothing}
    ${can('tuner:read') ? html`<p class="small-text">More plots: ${Object.entries(tune.studies).map(([model, study]) => html`<a href=${href`/studies/${study}`}>study of ${model}</a> `)}</p>` : nothing}
  </div>`;
}

function importance(tune, {model, importances, method, detail}) {
  const shares = Object.entries(importances ?? {}).sort(([, a], [, b]) => b - a);
  if (shares.length === 0) return html`<div class="card"><h3>${model}</h3><p class="quiet-text">${detail ?? 'It cannot be told yet: more combinations are needed, and they have to differ in value.'}</p></div>`;
  return html`<plot-chart class="card" heading=${tune.models.length > 1 ? model : 'Importance of parameters'} name=${`importance-${tune.job_id}-${model}`} .height=${4 + shares.length * 2}
    summary=${shares.map(([name, share]) => `${name} ${percent(share)}`).join(', ')}
    .option=${c => ({
      grid: {left: 8, right: 60, top: 8, bottom: 28, containLabel: true},
      tooltip: {trigger: 'item', formatter: item => `${item.name} ${percent(item.value)}`},
      xAxis: {type: 'value', min: 0, max: Math.max(...shares.map(([, share]) => share)), axisLabel: {formatter: value => percent(value, 0)}},
      yAxis: {type: 'category', inverse: true, data: shares.map(([name]) => name), axisLabel: {hideOverlap: false}},
      series: [{type: 'bar', data: shares.map(([, share]) => share), barMaxWidth: 18, itemStyle: {color: c.series[0]}, label: {show: true, position: 'right', color: c.text, formatter: ({value}) => percent(value)}}],
    })}
    .table=${() => ({columns: ['param', 'importance', 'method'], rows: shares.map(([name, share]) => [name, share, method])})}></plot-chart>`;
}

function slice(tune, combos, param, values, name, index) {
  const some = combos.filter(one => param in one.params);
  const categorical = values.type === 'categorical';
  const choices = categorical ? values.choices.map(paramValue) : [];
  const point = (combo, i) => ({value: [categorical ? choices.indexOf(paramValue(combo.params[param])) + jitter(i) : combo.params[param], valueOf(combo.value, index)], combo});
  return html`<plot-chart class="card" heading=${param} name=${`${param}-${tune.job_id}`} .height=${14} summary=${`${objectiveLabel(name)} of ${some.length} combinations over ${param}`}
    .option=${c => ({
      grid: {left: 62, right: 16, top: 12, bottom: 44},
      tooltip: {trigger: 'item', formatter: ({data: {combo}}) => `${combo.combo_id}  ${combo.model}\n${param} ${paramValue(combo.params[param])}\n${objectiveLabel(name)} ${showValue(name, valueOf(combo.value, index))}`},
      xAxis: categorical
        ? {type: 'value', name: param, min: -.5, max: choices.length - .5, interval: .5, splitLine: {show: false}, axisTick: {show: false},
            axisLabel: {hideOverlap: false, formatter: value => Number.isInteger(value) ? (choices[value] ?? '').slice(0, 18) : ''}}
        : {type: values.log ? 'log' : 'value', name: param, scale: true, min: values.low, max: values.high, axisLabel: {formatter: value => number(value)}},
      yAxis: {type: 'value', scale: true, axisLine: {onZero: false}, axisLabel: {formatter: value => axisValue(name, value)}},
      series: tune.models.map((model, i) => ({type: 'scatter', name: model, symbolSize: 7, itemStyle: {color: c.series[i % 8], opacity: .75}, data: some.filter(one => one.model === model).map(point)})),
    })}
    .table=${() => ({columns: ['combo_id', 'model', param, name], rows: some.map(one => [one.combo_id, one.model, one.params[param], valueOf(one.value, index)])})}
    .handlers=${{click: event => { if (event.data?.combo) go(href`/tunes/${tune.job_id}/combos/${event.data.combo.combo_id}`); }}}></plot-chart>`;
}

/** Sideways, the same each time, so that equal choices do not hide one another. */
const jitter = i => ((i * 0.618) % 1 - .5) * .5;

function parallel(tune, combos, space, name, index) {
  const axes = Object.entries(space);
  const worst = isUp(name) ? 0 : 1;
  const values = combos.map(one => valueOf(one.value, index));
  return html`<plot-chart class="card" heading="All parameters together" name=${`parallel-${tune.job_id}`} .height=${20} summary=${`One line for each of ${combos.length} combinations; drag along an axis to choose`}
    .option=${c => ({
      parallel: {left: 50, right: 70, top: 44, bottom: 20},
      parallelAxis: [...axes.map(([param, one], dim) => ({dim, name: param, nameTextStyle: {color: c.quiet}, axisLabel: {color: c.quiet},
        ...(one.type === 'categorical' ? {type: 'category', data: one.choices.map(paramValue)} : {type: one.log ? 'log' : 'value', min: one.low, max: one.high})})),
        {dim: axes.length, name: objectiveLabel(name), scale: true, nameTextStyle: {color: c.text}, axisLabel: {color: c.quiet, formatter: value => axisValue(name, value)}}],
      visualMap: {show: false, dimension: axes.length, min: Math.min(...values), max: Math.max(...values), inRange: {color: worst ? [c.series[0], c.line] : [c.line, c.series[0]]}},
      series: [{type: 'parallel', lineStyle: {width: 1.5, opacity: .7}, inactiveOpacity: .05, data: combos.map((one, i) => [...axes.map(([param, of]) => of.type === 'categorical' ? paramValue(one.params[param]) : one.params[param]), values[i]])}],
    })}
    .table=${() => ({columns: ['combo_id', 'model', ...axes.map(([param]) => param), name], rows: combos.map((one, i) => [one.combo_id, one.model, ...axes.map(([param]) => one.params[param]), values[i]])})}></plot-chart>`;
}
