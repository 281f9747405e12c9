// What a judge said of the answers of a combination, beside what the scorer says.
import {html, nothing} from 'lit';
import {count, percent} from '../../lib/format.js';
import {href, setQuery, currentRoute} from '../../lib/router.js';
import {ENDED} from '../../lib/jobs.js';
import {empty} from '../../components/messages.js';
import {at, badge, meter, state, tile} from '../../components/parts.js';
import '../../components/data-table.js';
import {mayWrite, startJudge} from './actions.js';
import {outcome} from './words.js';

const VERDICTS = {correct: 'good', incorrect: 'bad', unparsable: 'warn', unanswered: 'warn'};

export function judgeTab(tune, resource) {
  return resource.render(report => report ? shown(tune, report) : none(tune));
}

const again = (tune, label, kind = '') => mayWrite() ? html`<button class=${kind} @click=${() => startJudge(tune.job_id)}>${label}</button>` : nothing;

function none(tune) {
  if (!ENDED.includes(tune.status)) return empty('No judge report', 'A judge can look at the answers when the tune has ended.');
  if (!tune.best) return empty('No judge report', 'No combination was evaluated in full, so there is nothing to judge.');
  return empty('No judge report yet', 'A model reads the answers of the best combination and says of each whether it is right, and why.', again(tune, 'Have them judged', 'primary'));
}

function shown(tune, report) {
  const done = report.correct + report.incorrect + report.unparsable + report.unanswered;
  const wanted = currentRoute().query.verdict ?? '';
  const rows = report.verdicts.filter(one => !wanted || (wanted === 'disagrees' ? disagrees(one) : one.verdict === wanted));
  const choices = [['', `All ${report.verdicts.length}`], ['disagrees', `Disagrees with the scorer ${report.verdicts.filter(disagrees).length}`],
    ...Object.keys(VERDICTS).map(word => [word, `${word} ${report.verdicts.filter(one => one.verdict === word).length}`])];
  return html`<div class="stack">
    <div class="row spread"><div class="row">${state(report.status)}<span>${report.model} on <a href=${href`/tunes/${tune.job_id}/combos/${comboOf(report)}`}>combination ${comboOf(report)}</a>, ${at(report.created_at)}</span></div>
      ${report.status === 'running' ? nothing : again(tune, 'Judge again')}</div>
    ${report.status === 'running' ? html`${meter(report.planned ? done / report.planned : 0, 'Judged')}<p class="quiet-text">${count(done)} of ${count(report.planned)} answers are judged.</p>` : nothing}
    ${report.error ? html`<div class="notice bad" role="alert"><strong>The judge did not finish</strong><span>${report.error}</span></div>` : nothing}
    <div class="tiles">${tile('Correct', count(report.correct))}${tile('Incorrect', count(report.incorrect))}
      ${tile('No verdict', count(report.unparsable + report.unanswered), `${count(report.unparsable)} unparsable, ${count(report.unanswered)} unanswered`)}
      ${tile('Agreement', percent(report.agreement), 'with the scorer, of those with a verdict')}</div>
    ${report.verdicts.length === 0 ? nothing : html`
      <div class="row" role="group" aria-label="Verdicts">${choices.map(([word, label]) => html`
        <button class="small ${word === wanted ? 'primary' : ''}" aria-pressed=${word === wanted} @click=${() => setQuery({verdict: word})}>${label}</button>`)}</div>
      <data-table label="Verdicts" .rows=${rows} .columns=${[
        {key: 'case_id', title: 'Case', cell: one => html`<a href=${href`/suites/${tune.suite_id}/cases/${one.case_id}`}>${one.case_id}</a>${one.repeat ? html` <span class="quiet-text">repeat ${one.repeat + 1}</span>` : nothing}`},
        {key: 'verdict', title: 'Judge', cell: one => badge(one.verdict, VERDICTS[one.verdict])},
        {key: 'outcome', title: 'Scorer', cell: one => outcome(one.outcome)},
        {key: 'reason', title: 'Reason', wrap: true, cell: one => one.reason},
      ]}></data-table>`}
  </div>`;
}

const disagrees = one => ['correct', 'incorrect'].includes(one.verdict) && (one.verdict === 'correct') !== (one.outcome === 'correct');

/** A run's id ends in that of its combination. */
const comboOf = report => report.run_id.split('-').slice(-2).join('-');
