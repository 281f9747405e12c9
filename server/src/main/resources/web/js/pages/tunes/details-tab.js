// What was asked for, what is kept of it, and what happened so far.
import {html, nothing} from 'lit';
import {count, duration, money, paramValue, reason} from '../../lib/format.js';
import {href} from '../../lib/router.js';
import {save} from '../../lib/download.js';
import {can} from '../../lib/session.js';
import {at, facts, json} from '../../components/parts.js';
import {exports} from './actions.js';
import {byName} from './baseline.js';
import {MODES, comboState, endingWord, listed, objectiveLabel, objectivesOf, showValues} from './words.js';

const LAST = 30;

/** The body that starts the same tune again. */
export function requestOf(tune) {
  const request = {suite_id: tune.suite_id, models: tune.models, search_space: tune.search_space, optimization_mode: tune.optimization_mode};
  if (tune.optimization_mode !== 'grid') request.n_trials = tune.total_combos / tune.models.length;
  return {...request, objective: tune.objective, repeats: tune.repeats, racing: tune.racing, max_concurrent_trials: tune.max_concurrent_trials, timeout_seconds: tune.timeout_seconds,
    ...given({seed: tune.seed, confirm_repeats: tune.confirm_repeats, max_calls: tune.max_calls, max_tokens_total: tune.max_tokens_total, max_cost: tune.max_cost})};
}

const given = fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

export function detailsTab(live) {
  const {tune} = live;
  const request = requestOf(tune);
  const done = live.done;
  return html`<div class="columns">
    <section class="card"><h2>The tune</h2>${facts([
      ['Id', html`<code>${tune.job_id}</code>`],
      ['Suite', html`<a href=${href`/suites/${tune.suite_id}`}>${tune.suite_name}</a>, version ${tune.suite_version}`],
      ['Models', listed(tune.models)],
      ['Strategy', MODES[tune.optimization_mode]?.label],
      ['Objective', listed(objectivesOf(tune).map(objectiveLabel))],
      ['Combinations', count(tune.total_combos)],
      ['Repeats of each case', count(tune.repeats)],
      ['Racing', tune.racing ? 'on: combinations that cannot win are stopped early' : 'off: every case of every combination'],
      ['At once', `${count(tune.max_concurrent_trials)} ${tune.max_concurrent_trials === 1 ? 'combination' : 'combinations'}`],
      ['Time limit', tune.timeout_seconds ? duration(tune.timeout_seconds) : 'none'],
      ['Seed', tune.seed === null ? 'drawn by chance' : html`<code>${tune.seed}</code>`],
      ['Confirmation', tune.confirm_repeats === undefined ? null : tune.confirm_repeats ? `${tune.confirm_repeats} fresh repeats of each case` : 'none'],
      ['Budget', budget(tune)],
      ['Made', at(tune.created_at)],
      ['Started', at(tune.started_at)],
      ['Ended', tune.completed_at ? html`${at(tune.completed_at)}${tune.stop_reason ? ` (${endingWord(tune.stop_reason)})` : ''}` : null],
      ['Error', reason(tune.error)],
      ['Studies', can('tuner:read') ? Object.entries(tune.studies).map(([model, study]) => html`<div><a href=${href`/studies/${study}`}>${study}</a> <span class="quiet-text">${model}</span></div>`) : null],
    ])}</section>
    <div class="stack">
      <section class="card"><h2>Search space</h2>${facts(Object.entries(byName(tune.search_space)).map(([name, values]) => [name, describe(values)]))}</section>
      <section class="card stack tight"><div class="card-head"><h2>Request</h2>
          <button class="small" @click=${() => save(`${tune.job_id}-request.json`, `${JSON.stringify(request, null, 2)}\n`, 'application/json')}>Save</button></div>
        <p class="quiet-text small-text">Posted to <code>/api/tool-eval/param-tune</code>, this starts the same tune again, on the suite's newest version.</p>
        ${json(request)}</section>
      <section class="card stack tight"><h2>Exports</h2><div class="row">${exports(tune.job_id, tune.suite_name)}</div></section>
    </div>
    <section class="card stack tight wide-card"><h2>What happened</h2>${events(tune, done)}</section>
  </div>`;
}

function budget({max_calls: calls, max_tokens_total: tokens, max_cost: cost}) {
  const parts = [calls && `${count(calls)} calls`, tokens && `${count(tokens)} tokens`, cost && `${money(cost)} in cost`].filter(Boolean);
  return parts.length ? listed(parts) : null;
}

function describe(values) {
  if (values.type === 'categorical') return values.choices.map(paramValue).join(', ');
  const step = values.step ? `, step ${paramValue(values.step)}` : '';
  return `${paramValue(values.low)} to ${paramValue(values.high)}${step}${values.log ? ', logarithmic' : ''}`;
}

/** The newest first. */
function events(tune, done) {
  const names = objectivesOf(tune);
  const lines = [
    ...(tune.completed_at ? [[tune.completed_at, html`The tune is ${tune.status}${tune.error ? `: ${reason(tune.error)}` : ''}.`]] : []),
    ...done.slice(-LAST).reverse().map(one => [one.completed_at, html`<a href=${href`/tunes/${tune.job_id}/combos/${one.combo_id}`}>${one.combo_id}</a> ${comboState(one)}
      ${one.value === null ? nothing : showValues(names, one.value)} ${one.error ? html`<span class="quiet-text">${reason(one.error)}</span>` : nothing}`]),
    ...(done.length > LAST ? [[null, `${count(done.length - LAST)} combinations before.`]] : []),
    ...(tune.started_at ? [[tune.started_at, 'Started.']] : []),
    [tune.created_at, 'Made.'],
  ];
  return html`<ol class="events">${lines.map(([when, text]) => html`<li><span class="quiet-text">${when ? at(when) : nothing}</span><span>${text}</span></li>`)}</ol>`;
}
