// How far a tune is, what it does now, and what to do when it does not get on.
import {html, nothing} from 'lit';
import {count, duration, money, percent, reason} from '../../lib/format.js';
import {ENDED} from '../../lib/jobs.js';
import {at, badge, meter, state} from '../../components/parts.js';
import {endingWord, listed, modeBadge} from './words.js';

const KIND = {completed: 'good', failed: 'bad'};

export function progressCard(live) {
  const {tune, progress} = live;
  const {share, done, total} = figures(live);
  const ended = ENDED.includes(tune.status);
  const eta = progress?.eta_seconds ?? tune.eta_seconds;
  return html`<section class="card stack tight" aria-label="Progress">
    <div class="row spread">
      <span class="row">${state(tune.status)} ${modeBadge(tune.optimization_mode)}${tune.racing ? html`<span title="Combinations that cannot win are stopped early">${badge('racing')}</span>` : nothing}${connection(live)}</span>
      <strong class="big-number">${percent(share, 0)}</strong>
    </div>
    ${meter(share, 'Progress of the tune', KIND[tune.status] ?? '')}
    <div class="row spread small-text">
      <span>${count(tune.completed_combos)} of ${count(tune.total_combos)} combinations${tune.failed_combos ? html`, <span class="bad-text">${count(tune.failed_combos)} failed</span>` : nothing}
        · ${ended ? html`${count(tune.completed_evaluations)} calls made, of ${count(tune.total_evaluations)} planned` : html`${count(done)} of ${count(total)} calls`}</span>
      <span>${tune.started_at ? html`${duration(elapsed(tune))} ${ended ? 'in all' : 'so far'}` : nothing}${tune.status === 'running' && eta ? html` · about ${duration(eta)} left` : nothing}</span>
    </div>
    ${words(live)}
    ${spent(tune)}
  </section>`;
}

/** By calls, those too that stopping early spared; and by what the messages said last, if that is more. */
function figures({tune, progress}) {
  const total = progress?.total ?? tune.total_evaluations;
  const done = Math.max(progress?.done ?? 0, tune.completed_evaluations);
  if (tune.status === 'completed') return {share: 1, done, total};
  return {share: Math.min(100, Math.max(tune.percent, progress?.percent ?? 0)) / 100, done, total};
}

const elapsed = ({started_at: start, completed_at: end}) => Math.max(0, ((end ? new Date(end) : Date.now()) - new Date(start)) / 1000);

function connection({connected, tune, error}) {
  if (error?.offline) return html`<span role="status">${badge('the server is away, trying again', 'warn', true)}</span>`;
  if (ENDED.includes(tune.status) || connected === null) return nothing;
  return connected ? badge('live', 'good') : html`<span role="status">${badge('connection lost, trying again', 'warn', true)}</span>`;
}

function words(live) {
  const {tune, progress} = live;
  switch (tune.status) {
    case 'created': return html`<p class="quiet-text">Not started yet.</p>`;
    case 'queued': return html`<p class="quiet-text">${tune.detail ? sentence(tune.detail) : 'Waiting: as many tunes run as the server lets run at once, or no worker is there yet. It starts by itself.'}</p>`;
    case 'running': return html`<p class="quiet-text">${sentence(tune.detail ?? progress?.detail ?? nowDoing(tune))}</p>`;
    case 'canceled': return html`<p class="quiet-text">Canceled ${at(tune.completed_at)}. ${tune.completed_combos ? 'What was evaluated until then is kept below.' : 'Nothing was evaluated until then.'}</p>`;
    case 'failed': return failed(tune, reasons(live));
    default: return tune.stop_reason ? html`<p class="quiet-text">Ended before all was done: ${endingWord(tune.stop_reason)}.</p>` : nothing;
  }
}

const nowDoing = tune => tune.completed_evaluations === 0 ? `Evaluating the first ${tune.max_concurrent_trials > 1 ? 'combinations' : 'combination'} on ${listed(tune.models)}.` : '';

const sentence = text => text && `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;

/** What the combinations failed of, each reason once. */
const reasons = live => [...new Set([...live.combos.values()].filter(one => one.status === 'FAIL' && one.error).map(one => reason(one.error)))].slice(-3);

function failed(tune, why) {
  return html`<div class="notice bad" role="alert">
    <strong>Tuning failed</strong>
    <span>${reason(tune.error) || 'No reason was given.'}</span>
    ${why.length ? html`<ul>${why.map(one => html`<li>${one}</li>`)}</ul>` : nothing}
    <span class="quiet-text">Check that the provider is reachable, its key is right, and the model has this name there. Then use this tune again; what was evaluated is kept.</span>
    <div class="row">
      <a class="button small" href="#/providers">Providers</a>
      ${tune.models.map(model => html`<a class="button small" href=${`#/models/${encodeURIComponent(model)}`}>${model}</a>`)}
      <a class="button small" href=${`#/new-tune?from=${tune.job_id}`}>Use again</a>
    </div></div>`;
}

/** What was used, of the budget where there is one. */
function spent({spent: used, max_calls: calls, max_tokens_total: tokens, max_cost: cost}) {
  if (!used) return nothing;
  const of = most => most === null || most === undefined ? '' : ` of ${count(most)}`;
  return html`<p class="quiet-text small-text">Used: ${count(used.calls)}${of(calls)} calls, ${count(used.tokens_total)}${of(tokens)} tokens${
    used.cost === null || used.cost === undefined ? '' : html`, ${money(used.cost)}${cost === null || cost === undefined ? '' : ` of ${money(cost)}`} in cost`}</p>`;
}
