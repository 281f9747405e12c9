// The best combination, and how much better than the defaults it is.
import {html, nothing} from 'lit';
import {count, paramValue} from '../../lib/format.js';
import {href} from '../../lib/router.js';
import {ENDED} from '../../lib/jobs.js';
import '../../components/data-table.js';
import {badge} from '../../components/parts.js';
import {applyCombo, mayWrite, saveProfile} from './actions.js';
import {adjusted, interval, milliseconds, objectivesOf, pointsInterval, showValue, showValues, signed, valueOf} from './words.js';

export function bestCard(tune, {baseline, comparison, defaults}) {
  const {best} = tune;
  if (!best) {
    return html`<section class="card best-card"><h2>Best configuration</h2>
      <p class="quiet-text">${ENDED.includes(tune.status) ? 'No combination was evaluated in full, so there is none to recommend.' : 'Shown as soon as one combination is evaluated in full.'}</p></section>`;
  }
  const names = objectivesOf(tune);
  return html`<section class="card best-card has-best stack tight">
    <div class="row spread"><h2>Best configuration</h2>
      ${tune.status === 'running' ? badge('so far', 'info') : tune.status === 'completed' ? badge('final', 'good') : nothing}</div>
    <div class="row"><span class="best-value">${showValues(names, best.value)}</span>
      <span class="quiet-text">${best.model}</span></div>
    <dl class="config">${Object.entries(best.params).map(([name, value]) => html`
      <div><dt>${name}</dt><dd>${paramValue(value)}${name in defaults && defaults[name] !== value ? html` <small class="quiet-text">default ${paramValue(defaults[name])}</small>` : nothing}</dd></div>`)}</dl>
    <div class="row small-text quiet-text"><span>${count(best.passed)} of ${count(best.evaluated)} cases passed</span><span>${milliseconds(best.latency_ms)}</span>
      ${best.total_tokens ? html`<span>${count(best.total_tokens)} tokens</span>` : nothing}${adjusted(best)}</div>
    ${tune.confirmation ? confirmed(tune.confirmation) : versusDefaults(tune, best, baseline, comparison)}
    <div class="row">
      <a class="button small" href=${href`/tunes/${tune.job_id}/combos/${best.combo_id}`}>Case by case</a>
      ${mayWrite() ? html`<button class="small primary" @click=${() => applyCombo(tune.job_id, best, best.combo_id)}>Apply</button>
        <button class="small" @click=${() => saveProfile(tune.job_id, best, best.combo_id)}>Save as profile</button>` : nothing}
    </div>
  </section>`;
}

const SAYS = {a: ['worse than the defaults', 'bad'], b: ['better than the defaults', 'good'], defaults: ['worse than the defaults', 'bad'], winner: ['better', 'good'], runner_up: ['the runner-up is better', 'bad']};
const verdictBadge = verdict => badge(...(SAYS[verdict] ?? ['no significant difference', 'warn']));

function versusDefaults(tune, best, baseline, comparison) {
  const [objective] = objectivesOf(tune);
  if (!baseline) return html`<p class="quiet-text small-text">The model's defaults are not among the combinations${ENDED.includes(tune.status) ? '' : ' that are done'}, so there is nothing to compare with.</p>`;
  if (baseline.combo_id === best.combo_id) return html`<p class="quiet-text small-text">The defaults themselves are the best so far.</p>`;
  const metric = objective === 'pass_rate' ? 'pass_rate' : 'score';
  const difference = comparison?.[metric];
  return html`<div class="versus stack tight">
    <div class="row"><span>Defaults: <b>${showValue(objective, valueOf(baseline.value))}</b></span>
      ${difference ? html`<span>Difference in ${metric === 'score' ? 'score' : 'pass rate'}: <b>${signed(difference.difference)} points</b>${
        pointsInterval(difference.interval) ? html` <span class="quiet-text">(95&nbsp;%: ${pointsInterval(difference.interval)})</span>` : nothing}</span>` : nothing}</div>
    ${comparison ? html`<div class="row">${verdictBadge(comparison.verdict)}<span class="small-text quiet-text">paired over ${count(comparison.n)} cases; the best of many was lucky too</span>
      <a class="small-text" href=${`#/compare-results?a=${baseline.run_id}&b=${best.run_id}`}>Compare case by case</a></div>` : nothing}</div>`;
}

/** What fresh repeats say of the winner, in short. */
function confirmed({versus_defaults: defaults, versus_runner_up: runnerUp}) {
  const line = (label, versus) => versus ? html`<div class="row"><span>${label}: <b>${signed(versus.difference)} points</b>${pointsInterval(versus.interval) ? html` <span class="quiet-text">(95&nbsp;%: ${pointsInterval(versus.interval)})</span>` : nothing}</span>${verdictBadge(versus.verdict)}</div>` : nothing;
  return html`<div class="versus stack tight">${line('Against the defaults', defaults)}${line('Against the runner-up', runnerUp)}
    ${defaults || runnerUp ? html`<span class="small-text quiet-text">on fresh repeats, paired by case</span>` : html`<span class="small-text quiet-text">Being confirmed on fresh repeats.</span>`}</div>`;
}

/** Winner, runner-up and defaults, run afresh once the search was over. */
export function confirmationCard(tune) {
  const {confirmation} = tune;
  if (!confirmation) return nothing;
  const rows = [['Winner', confirmation.winner, null], ['Runner-up', confirmation.runner_up, confirmation.versus_runner_up], ['Defaults', confirmation.defaults, confirmation.versus_defaults]]
      .filter(([, one]) => one).map(([label, one, versus]) => ({label, ...one, versus}));
  return html`<section class="stack tight"><h2>Confirmation</h2>
    <p class="quiet-text small-text">The best of many was lucky too. So the winner, the runner-up and the model's defaults answered each case ${confirmation.repeats === 1 ? 'once' : `${count(confirmation.repeats)} times`} afresh.</p>
    <data-table label="Confirmation" .rows=${rows} .columns=${[
      {key: 'label', title: 'Run', cell: one => html`<b>${one.label}</b>`},
      {key: 'combo_id', title: 'Combination', cell: one => one.combo_id ? html`<a href=${href`/tunes/${tune.job_id}/combos/${one.combo_id}`}>${one.combo_id}</a>` : html`<span class="quiet-text">no parameters set</span>`},
      ...(tune.models.length > 1 ? [{key: 'model', title: 'Model'}] : []),
      {key: 'mean', title: confirmation.metric === 'pass_rate' ? 'Pass rate' : 'Score', number: true, cell: one => one.mean === null || one.mean === undefined ? html`<span class="quiet-text">${(one.status ?? 'waiting').toLowerCase()}</span>` : html`<b>${showValue('score', one.mean)}</b>`},
      {key: 'interval', title: '95 % interval', cell: one => interval(one.interval)},
      {key: 'n', title: 'Cases', number: true, cell: one => count(one.n)},
      {key: 'lead', title: 'Winner\'s lead', cell: one => one.versus ? html`${signed(one.versus.difference)} points${pointsInterval(one.versus.interval) ? html` <span class="quiet-text">(${pointsInterval(one.versus.interval)})</span>` : nothing}` : '–'},
      {key: 'verdict', title: 'Verdict', cell: one => one.versus ? verdictBadge(one.versus.verdict) : '–'},
    ]}></data-table></section>`;
}
