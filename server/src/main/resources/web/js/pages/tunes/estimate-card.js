// What the tune would come to, and the button that starts it, with what is missing in words.
import {html, nothing} from 'lit';
import {count, duration, money, plural} from '../../lib/format.js';
import {errorBox} from '../../components/messages.js';
import {badge} from '../../components/parts.js';
import {allValues, steps} from './space.js';
import {typeOf} from './draft.js';

const SIZES = [[20, 'quick', 'good'], [50, 'moderate', 'info'], [101, 'large', 'warn'], [Infinity, 'very large', 'bad']];

export function estimateCard({draft, params, suite, problems, estimate, starting, failure, start}) {
  const {data, loading, error} = estimate;
  const ready = problems.length === 0 && data && !loading && !error && !starting;
  return html`<aside class="card estimate stack tight" aria-label="Estimate">
    <div class="row spread"><h2>Estimate</h2>${data ? size(data.total_combos) : nothing}</div>
    <div aria-live="polite" class=${loading ? 'renewing' : ''}>${data ? figures(data, draft, params, suite) : html`<p class="quiet-text">${problems.length ? 'Shown when the entries are complete.' : error ? nothing : 'Being worked out…'}</p>`}</div>
    ${error ? errorBox(error, () => estimate.reload()) : nothing}
    ${data?.warnings?.length ? html`<div class="notice warn"><strong>Parameters that do nothing</strong><ul class="small-text">${data.warnings.map(one => html`<li><code>${one.param}</code> at <b>${one.model}</b>: ${one.reason}</li>`)}</ul></div>` : nothing}
    ${failure ? failed(failure) : nothing}
    <button class="primary" id="start-tuning" aria-describedby="why-not" ?disabled=${!ready} @click=${start}>${starting ? 'Starting…' : 'Start tuning'}</button>
    <div id="why-not" class="small-text">${problems.length ? html`<ul class="reasons">${problems.map(one => html`<li>${one.message}</li>`)}</ul>`
      : error ? html`<span class="bad-text">The server would not take it as it is.</span>` : loading || !data ? html`<span class="quiet-text">The server checks it…</span>` : nothing}</div>
  </aside>`;
}

function size(combos) {
  const [, word, kind] = SIZES.find(([most]) => combos < most);
  return badge(word, kind);
}

function figures(data, draft, params, suite) {
  const models = draft.models.length;
  const each = data.total_combos / models;
  const repeats = Number(draft.repeats) || 1;
  const product = draft.mode === 'grid' ? factors(draft, params) : null;
  return html`<dl class="figures">
    <div><dt>Combinations</dt><dd><b>${count(data.total_combos)}</b><small>${Number.isInteger(each) && models > 1 ? `${count(each)} × ${plural(models, 'model')}` : product ? `${product}` : ''}</small></dd></div>
    ${data.merged_combos ? html`<div><dt>Merged</dt><dd><b>${count(data.merged_combos)}</b><small>would be the same requests as others, so they are left out</small></dd></div>` : nothing}
    <div><dt>Calls</dt><dd><b>${count(data.total_evaluations)}</b><small>${suite ? `${plural(suite.cases, 'case')}${repeats > 1 ? ` × ${repeats} repeats` : ''} × ${plural(data.total_combos, 'combination')}` : ''}${
      data.confirmation_evaluations ? `, and ${count(data.confirmation_evaluations)} to confirm the winner` : ''}${racing(draft) ? '; racing makes it fewer' : ''}</small></dd></div>
    <div><dt>Time</dt><dd>${data.seconds === undefined || data.seconds === null ? html`<span class="quiet-text">unknown</span><small>until a model was measured</small>` : html`<b>about ${duration(data.seconds)}</b><small>at the pace measured so far${Number(draft.timeout) ? `; ends after ${duration(Number(draft.timeout))} at the latest` : ''}</small>`}</dd></div>
    <div><dt>Cost</dt><dd>${data.cost === undefined || data.cost === null ? html`<span class="quiet-text">unknown</span><small>needs prices and a measured use of tokens</small>` : html`<b>about ${money(data.cost)}</b><small>by the models' prices</small>`}</dd></div>
  </dl>`;
}

const racing = draft => draft.objectives.length === 1 && (draft.racing ?? draft.mode === 'bayesian');

function factors(draft, params) {
  const sizes = Object.entries(draft.space).filter(([, entry]) => entry.on).map(([name, entry]) => {
    const type = typeOf(draft, params, name);
    return entry.kind === 'values' ? allValues(entry, type).length : steps({...entry, step: entry.step || (type === 'int' ? '1' : '')})?.length;
  });
  return sizes.every(Boolean) && sizes.length > 1 ? `${sizes.join(' × ')} values` : null;
}

function failed(error) {
  if (error.status !== 429) return errorBox(error);
  return html`<div class="notice warn" role="alert"><strong>Too many tunes just now</strong><span>${error.message}</span><span class="quiet-text">What you entered stays here.</span></div>`;
}
