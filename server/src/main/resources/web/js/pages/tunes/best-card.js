// The best combination, and how much better than the defaults it is.
import {html, nothing} from 'lit';
import {count, paramValue} from '../../lib/format.js';
import {href} from '../../lib/router.js';
import {badge} from '../../components/parts.js';
import {applyCombo, mayWrite, saveProfile} from './actions.js';
import {ENDED, adjusted, interval, milliseconds, objectivesOf, pointsInterval, showValue, showValues, signed, valueOf} from './words.js';

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
    ${tune.confirmation ? confirmed(tune.confirmation, tune) : versusDefaults(tune, best, baseline, comparison)}
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
        pointsInterval(difference.interval) ? html` <span class="quiet-text">(95 %: ${pointsInterval(difference.interval)})</span>` : nothing}</span>` : nothing}</div>
    ${comparison ? html`<div class="row">${verdictBadge(comparison.verdict)}<span class="small-text quiet-text">paired over ${count(comparison.n)} cases; the best of many was lucky too</span>
      <a class="small-text" href=${`#/compare-results?a=${baseline.run_id}&b=${best.run_id}`}>Compare case by case</a></div>` : nothing}</div>`;
}

/** Winner, runner-up and defaults, run afresh once the search was over. */
function confirmed(confirmation, tune) {
  const rows = [['Winner', confirmation.winner, null], ['Runner-up', confirmation.runner_up, confirmation.versus_runner_up], ['Defaults', confirmation.defaults, confirmation.versus_defaults]];
  return html`<div class="versus stack tight">
    <h3>Confirmed on fresh repeats</h3>
    <div class="table-frame" tabindex="0" role="region" aria-label="Confirmation"><table>
      <thead><tr><th scope="col"></th><th scope="col">Combination</th><th scope="col" class="number">${confirmation.metric === 'pass_rate' ? 'Pass rate' : 'Score'}</th><th scope="col">95 % interval</th><th scope="col">Winner's lead</th></tr></thead>
      <tbody>${rows.filter(([, one]) => one).map(([label, one, versus]) => html`<tr>
        <th scope="row">${label}</th>
        <td>${one.combo_id ? html`<a href=${href`/tunes/${tune.job_id}/combos/${one.combo_id}`}>${one.combo_id}</a>` : one.model}</td>
        <td class="number">${one.mean === null || one.mean === undefined ? (one.status ?? 'waiting').toLowerCase() : showValue('score', one.mean)}</td>
        <td>${interval(one.interval)}</td>
        <td>${versus ? html`${signed(versus.difference)} points ${pointsInterval(versus.interval) ? html`<span class="quiet-text">(${pointsInterval(versus.interval)})</span>` : nothing}
          ${verdictBadge(versus.verdict)}` : nothing}</td></tr>`)}</tbody></table></div>
    <p class="quiet-text small-text">${count(confirmation.repeats)} ${confirmation.repeats === 1 ? 'repeat' : 'repeats'} of each case that had no part in the search.</p></div>`;
}
