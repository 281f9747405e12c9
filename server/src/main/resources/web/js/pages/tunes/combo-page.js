import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {go, href, setQuery} from '../../lib/router.js';
import {count, money, paramValue, percent, plural, reason} from '../../lib/format.js';
import {ENDED} from '../../lib/jobs.js';
import {empty} from '../../components/messages.js';
import {facts, field, pageHead, tile} from '../../components/parts.js';
import '../../components/data-table.js';
import {adjustmentWord, comboState, interval, milliseconds, objectiveLabel, objectivesOf, outcome, outcomeWord, showValue, valueOf} from './words.js';
import {applyCombo, mayWrite, menu, saveProfile, startJudge, tunePath} from './actions.js';
import {callDiff} from './call-diff.js';

const SHOWN = 100;

/** One combination, case by case. */
class ComboPage extends Page {
  static properties = {most: {state: true}};

  constructor() {
    super();
    this.most = SHOWN;
    this.tune = new Resource(this, signal => api.get(tunePath(this.route.params.id), {signal}), {start: false});
    this.detail = new Resource(this, signal => api.get(path`/api/tool-eval/param-tune/${this.route.params.id}/combos/${this.route.params.combo}`, {signal}),
        {start: false, every: found => found && ['RUNNING', 'WAITING'].includes(found.combo.status) ? 3 : 0});
  }

  routeChanged(before) {
    const {id, combo} = this.route.params;
    if (id === before?.params.id && combo === before?.params.combo) return;
    this.most = SHOWN;
    this.tune.restart();
    this.detail.restart();
    this.setTitle(`Combination ${combo}`);
  }

  render() {
    if (this.detail.error?.status === 404 && !this.detail.data) return empty('No such combination', this.detail.error.message, html`<a class="button" href=${href`/tunes/${this.route.params.id}`}>The tune</a>`);
    return this.detail.render(detail => this.content(detail));
  }

  content({job_id: id, suite_id: suite, suite_version: version, combo, statistics, cases}) {
    const tune = this.tune.data;
    return html`
      ${pageHead(`Combination ${combo.combo_id}`, {
        crumbs: html`<a href="#/tunes">Tunes</a> / <a href=${href`/tunes/${id}`}>${tune?.suite_name ?? id}</a>`,
        lead: html`${combo.model} ${comboState(combo)}`,
        actions: mayWrite() ? html`
          <button @click=${() => applyCombo(id, combo, combo.combo_id)}>Apply</button>
          <button @click=${() => saveProfile(id, combo, combo.combo_id)}>Save as profile</button>
          ${menu('More', html`
            ${combo.run_id && tune?.best_run_id && tune.best_run_id !== combo.run_id ? html`<button class="small quiet" @click=${() => go(`/compare-results?a=${combo.run_id}&b=${tune.best_run_id}`)}>Compare with the best</button>` : nothing}
            ${tune && ENDED.includes(tune.status) ? html`<button class="small quiet" @click=${() => startJudge(id, combo.combo_id)}>Judge</button>` : nothing}
            <button class="small quiet" @click=${() => go(`/new-tune?from=${id}`)}>Run the tune again</button>`)}` : nothing,
      })}
      <div class="stack">
        ${combo.error ? html`<div class="notice bad" role="alert"><strong>This combination failed</strong><span>${reason(combo.error)}</span></div>` : nothing}
        ${combo.same_as ? html`<div class="notice"><span>It became the same request as <a href=${href`/tunes/${id}/combos/${combo.same_as}`}>combination ${combo.same_as}</a>, whose results it has.</span></div>` : nothing}
        <div class="tiles">${this.tiles(tune, combo, statistics)}</div>
        <div class="columns"><section class="card"><h2>Parameters</h2>${facts(Object.entries(combo.params).map(([name, value]) => [html`<code>${name}</code>`, paramValue(value)]))}</section>
          <section class="card"><h2>Adjustments</h2>${this.adjustments(combo)}</section></div>
        ${this.categories(statistics)}
        ${this.cases(cases, suite, version)}
      </div>`;
  }

  tiles(tune, combo, statistics) {
    const names = objectivesOf(tune);
    const others = names.filter(name => !['score', 'pass_rate', 'latency_ms', 'total_tokens', 'cost'].includes(name));
    return html`
      ${tile('Score', percent(combo.score ?? statistics.score), names[0] === 'score' && combo.status === 'COMPLETE' ? nothing : 'mean over its cases')}
      ${tile('Passed', `${count(combo.passed)} of ${count(combo.evaluated)}`, html`${percent(statistics.pass_rate)}${statistics.n ? html`, 95 %: ${interval(statistics.pass_rate_interval)}` : nothing}`)}
      ${combo.evaluated < combo.total ? tile('Evaluated', `${count(combo.evaluated)} of ${count(combo.total)}`, combo.status === 'PRUNED' ? 'stopped early' : nothing) : nothing}
      ${combo.reused ? tile('Taken over', count(combo.reused), 'without a call') : nothing}
      ${tile('Latency', milliseconds(combo.latency_ms), 'mean of an answer')}
      ${tile('Tokens', count(combo.total_tokens), combo.cost === null ? nothing : `cost ${money(combo.cost)}`)}
      ${others.map(name => tile(objectiveLabel(name), showValue(name, valueOf(combo.value, names.indexOf(name)))))}`;
  }

  adjustments(combo) {
    const all = combo.adjustments ?? [];
    if (all.length === 0) return html`<p class="quiet-text">None: everything was sent as it is.</p>`;
    return html`<data-table label="Adjustments" .rows=${all} .columns=${[
      {key: 'param', title: 'Parameter', cell: one => html`<code>${one.param}</code>`},
      {key: 'action', title: 'Change', cell: one => adjustmentWord(one.action)},
      {key: 'original', title: 'Original', cell: one => paramValue(one.original ?? null)},
      {key: 'actual', title: 'Sent', cell: one => one.action === 'drop' ? html`<span class="quiet-text">not sent</span>` : paramValue(one.actual ?? null)},
      {key: 'reason', title: 'Reason', wrap: true, cell: one => one.reason ?? '–'},
    ]}></data-table>`;
  }

  categories(statistics) {
    const rows = Object.entries(statistics.by_category ?? {}).map(([name, one]) => ({name, ...one}));
    if (rows.length === 0) return nothing;
    const chosen = this.route.query.category ?? '';
    return html`<section class="stack tight"><h2>By category</h2><data-table label="By category" .rows=${rows} .marked=${one => one.name === chosen} .columns=${[
      {key: 'name', title: 'Category', cell: one => html`<button class="link" @click=${() => setQuery({category: one.name === chosen ? '' : one.name})}>${one.name || 'none'}</button>`},
      {key: 'n', title: 'Cases', number: true, cell: one => count(one.n)},
      {key: 'pass_rate', title: 'Pass rate', number: true, cell: one => percent(one.pass_rate)},
      {key: 'interval', title: '95 % interval', hint: 'Wilson\'s score interval', cell: one => interval(one.pass_rate_interval)},
      {key: 'score', title: 'Score', number: true, cell: one => percent(one.score)},
    ]}></data-table></section>`;
  }

  cases(cases, suite, version) {
    const {outcome: wanted = '', category = ''} = this.route.query;
    const kept = cases.filter(one => (!wanted || (wanted === 'wrong' ? one.outcome !== 'correct' : one.outcome === wanted)) && (!category || (one.category ?? '') === category));
    const outcomes = [...new Set(cases.map(one => one.outcome))];
    const repeats = cases.some(one => one.repeat > 0);
    const number = word => cases.filter(one => one.outcome === word).length;
    const select = (label, name, value, options) => field(label, id => html`<select id=${id} @change=${event => setQuery({[name]: event.target.value})}>${options.map(([key, text]) => html`
      <option value=${key} ?selected=${key === value}>${text}</option>`)}</select>`, {id: `cases-${name}`});
    return html`<section class="stack tight"><div class="row spread"><h2>Cases</h2><span class="quiet-text small-text">version ${version} of the suite; what differs is marked</span></div>
      <div class="toolbar">
        ${select('Outcome', 'outcome', wanted, [['', `All (${cases.length})`], ['wrong', `Not correct (${cases.length - number('correct')})`], ...outcomes.map(word => [word, `${outcomeWord(word)} (${number(word)})`])])}
        ${select('Category', 'category', category, [['', 'All'], ...[...new Set(cases.map(one => one.category ?? ''))].filter(Boolean).map(word => [word, word])])}
      </div>
      ${cases.length === 0 ? empty('No case yet', 'They appear as they are evaluated.') : kept.length === 0 ? empty('No case fits', 'Take a filter away to see more.') : html`
        <ul class="case-list">${kept.slice(0, this.most).map(one => this.case(one, suite, repeats))}</ul>
        ${kept.length > this.most ? html`<button @click=${() => { this.most += 500; }}>Show more (${plural(kept.length - this.most, 'case')} left)</button>` : nothing}`}
    </section>`;
  }

  case(one, suite, repeats) {
    const diff = callDiff(one);
    const tokens = Object.values(one.tokens ?? {}).reduce((sum, n) => sum + (typeof n === 'number' ? n : 0), 0);
    return html`<li class="case"><details>
      <summary><span class="case-id">${one.case_id}${repeats ? html` <small class="quiet-text">repeat ${one.repeat + 1}</small>` : nothing}</span>
        ${outcome(one.outcome)}<span class="case-score">${percent(one.score, 0)}</span>
        <span class="case-figures quiet-text">${milliseconds(one.latency_ms)}</span><span class="case-figures quiet-text">${tokens ? `${count(tokens)} tokens` : ''}</span></summary>
      <div class="stack tight case-more">
        ${one.prompt ? html`<blockquote>${one.prompt}</blockquote>` : nothing}
        ${one.error ? html`<div class="notice bad">${reason(one.error)}</div>` : nothing}
        ${facts([['Why', one.detail], ['Category', one.category], ['Tokens', Object.entries(one.tokens ?? {}).map(([name, n]) => `${name.replace(/_/g, ' ')} ${count(n)}`).join(', ')],
          ['Case', html`<a href=${href`/suites/${suite}/cases/${one.case_id}`}>in the suite</a>`]])}
      </div></details>
      <div class="versus-calls"><div><div class="small-text quiet-text">Expected</div>${diff.expected}</div><div><div class="small-text quiet-text">Actual</div>${diff.actual}</div></div></li>`;
  }
}
customElements.define('combo-page', ComboPage);
