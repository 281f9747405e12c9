// What each chosen model makes of each parameter that is searched, with reasons.
import {html, nothing} from 'lit';
import {paramValue, stateKind} from '../../lib/format.js';
import {badge} from '../../components/parts.js';
import {adjustmentWord} from './words.js';

const LEGEND = [['supported', 'good', 'sent as it is'], ['clamped', 'warn', 'brought into the model\'s range'], ['dropped', 'bad', 'not sent'], ['unknown', '', 'sent; nobody knows what it does there']];

/** The word for a cell and its look. */
function verdict({state, adjustments}) {
  const actions = new Set(adjustments.map(one => one.action));
  if (actions.has('drop')) return state === 'supported' || (state === 'unknown' && adjustments.some(one => one.action !== 'drop')) ? ['dropped at times', 'warn'] : ['dropped', 'bad'];
  if (actions.has('clamp')) return ['clamped', 'warn'];
  return [state, stateKind(state)];
}

export function matrix(compatibility) {
  const models = [...new Set(compatibility.map(one => one.model))];
  const names = [...new Set(compatibility.map(one => one.param))];
  const cell = (name, model) => compatibility.find(one => one.param === name && one.model === model);
  const reasons = compatibility.flatMap(one => one.adjustments.filter(change => change.action !== 'rename').map(change => ({...one, change})));
  return html`<div class="stack tight">
    <div class="table-frame" role="region" aria-label="Compatibility of parameters and models" tabindex="0"><table class="matrix">
      <thead><tr><th scope="col">Parameter</th>${models.map(model => html`<th scope="col">${model}</th>`)}</tr></thead>
      <tbody>${names.map(name => html`<tr><th scope="row" class="mono">${name}</th>${models.map(model => {
        const one = cell(name, model);
        if (!one) return html`<td>–</td>`;
        return html`<td>${badge(...verdict(one))}${one.wire_name && one.wire_name !== name ? html`<div class="small-text quiet-text">as <code>${one.wire_name}</code></div>` : nothing}</td>`;
      })}</tr>`)}</tbody></table></div>
    <div class="row small-text quiet-text">${LEGEND.map(([word, kind, text]) => html`<span>${badge(word, kind)} ${text}</span>`)}</div>
    ${reasons.length ? html`<ul class="reasons small-text">${reasons.map(({model, param, change}) => html`<li><b>${model}</b> <code>${param}</code> ${adjustmentWord(change.action)}: ${paramValue(change.original)}${
      change.action === 'drop' ? ' is not sent' : html` becomes ${paramValue(change.actual)}`}, ${change.reason}.</li>`)}</ul>` : nothing}
  </div>`;
}
