import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {ENDED} from '../../lib/jobs.js';
import {setQuery} from '../../lib/router.js';
import {count, duration, plural, reason} from '../../lib/format.js';
import {attempt, errorBox, skeleton, toast} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';
import {field, meter, pageHead, params, since, state} from '../../components/parts.js';
import {sideCard, sideOf} from './comparison-side.js';
import {profileDialog} from '../../components/profile-dialog.js';
import {same} from './values.js';
import './comparison-verdict.js';
import '../../components/data-table.js';

const REPEATS = {least: 1, most: 20, usual: 3};

/** Two sets of parameters on the same cases: is one better? The address has all that was chosen, and the job once it runs. */
class CompareParametersPage extends Page {
  static properties = {error: {state: true}, busy: {state: true}};

  known = new Map(); // of each model: {config, profiles} or {error}
  lists = new Resource(this, async signal => {
    const [models, suites] = await Promise.all([api.list('/api/v1/models', {query: {limit: 1000}, signal}), api.list('/api/tool-eval/suites', {query: {limit: 1000}, signal})]);
    return {models: models.items, suites: suites.items};
  });

  earlier = new Resource(this, async signal => (await api.list('/api/tool-eval/param-tune', {query: {mode: 'compare', limit: 10}, signal})).items);
  job = new Resource(this, async signal => {
    const job = await api.get(path`/api/tool-eval/param-tune/${this.jobId}`, {signal});
    const verdict = job.status === 'completed' ? await api.get(path`/api/tool-eval/compare/${this.jobId}`, {signal}) : null;
    const failed = job.status === 'failed' ? (await api.list(path`/api/tool-eval/param-tune/${this.jobId}/combos`, {signal})).items.filter(one => one.error) : [];
    return {job, verdict, failed};
  }, {start: false, every: data => data && !ENDED.includes(data.job.status) ? 2 : 0});

  get jobId() { return this.route.query.job; }

  routeChanged(before) {
    const {query} = this.route;
    if (before?.query.job && !query.job) this.known.clear(); // profiles may have been made meanwhile
    for (const model of [query.a_model, query.b_model]) if (model && !this.known.has(model)) this.learn(model);
    if (query.job && query.job !== before?.query.job) this.job.restart();
    else if (!query.job && before?.query.job) {
      this.job.hostDisconnected();
      this.earlier.reload();
    }
  }

  async learn(model) {
    this.known.set(model, {});
    try {
      const [config, profiles] = await Promise.all([api.get(path`/api/v1/models/${model}/config`), api.list('/api/tool-eval/profiles', {query: {model, limit: 1000}})]);
      this.known.set(model, {config, profiles: profiles.items});
    } catch (error) {
      this.known.set(model, {error});
    }
    this.requestUpdate();
  }

  set(change) {
    this.error = null;
    setQuery(change);
  }

  render() {
    return html`
      ${pageHead('Compare parameters', {
        crumbs: html`<a href="#/models">Models</a>`, lead: 'Both sides answer the same cases equally often; the difference is taken case by case.',
        actions: this.jobId && this.route.query.a_model ? html`<button @click=${() => this.set({job: '', only: '', sort: '', offset: ''})}>Change and compare again</button>` : this.jobId ? html`<a class="button" href="#/compare-parameters">New comparison</a>` : nothing,
      })}
      ${this.jobId ? this.job.render(data => this.result(data), {loading: () => skeleton(16)}) : this.lists.render(data => this.form(data))}`;
  }

  form({models, suites}) {
    const {query} = this.route;
    const suite = suites.find(one => one.suite_id === query.suite);
    const repeats = query.repeats === undefined ? REPEATS.usual : Number(query.repeats);
    const [a, b] = ['a', 'b'].map(side => sideOf(query, side, this.known.get(query[`${side}_model`]), models));
    const why = !can('tool-eval:write') ? 'Your key may not start a comparison.'
      : models.length === 0 ? 'Register a model first.' : a.why || b.why || (!suite ? 'Choose a suite.' : suite.cases === 0 ? 'This suite has no case.' : '')
      || (!(Number.isInteger(repeats) && repeats >= REPEATS.least && repeats <= REPEATS.most) ? `Repeats: a whole number from ${REPEATS.least} to ${REPEATS.most}.` : '')
      || (a.model === b.model && same(a.params, b.params) ? 'Both sides are the same. Change one.' : '');
    const card = side => sideCard({query, side, known: this.known.get(query[`${side}_model`]), models, set: change => this.set(change), error: this.error, disabled: this.busy});
    const calls = suite ? suite.cases * repeats * 2 : null;
    return html`
      <form class="stack" novalidate @submit=${event => { event.preventDefault(); if (!why) this.start(a, b, repeats); }}>
        <div class="columns">${card('a')}${card('b')}</div>
        <section class="card stack" aria-label="Cases">
          <div class="fields">
            ${field('Suite', (id, about) => html`
              <select id=${id} aria-describedby=${about} @change=${event => this.set({suite: event.target.value})}>
                <option value="" .selected=${!suite}>Choose one</option>
                ${suites.map(one => html`<option value=${one.suite_id} .selected=${one.suite_id === query.suite}>${one.name} (${plural(one.cases, 'case')})</option>`)}
              </select>`, {id: 'compare-suite', error: this.error?.of?.('suite_id') ?? '', hint: suites.length ? '' : html`There is none yet. <a href="#/import-suite">Import one</a>.`})}
            ${field('Repeats of each case', (id, about) => html`<input id=${id} type="number" min=${REPEATS.least} max=${REPEATS.most} aria-describedby=${about} .value=${String(query.repeats ?? REPEATS.usual)} @input=${event => this.set({repeats: event.target.value || '0'})}>`,
                {id: 'compare-repeats', error: this.error?.of?.('repeats') ?? '', hint: 'More make each case surer; more cases make the verdict surer.'})}
            ${field('What decides', (id, about) => html`
              <select id=${id} aria-describedby=${about} @change=${event => this.set({metric: event.target.value})}>
                <option value="score" .selected=${query.metric !== 'pass_rate'}>Score (partly right counts partly)</option>
                <option value="pass_rate" .selected=${query.metric === 'pass_rate'}>Pass rate (right or wrong)</option>
              </select>`, {id: 'compare-metric', error: this.error?.of?.('metric') ?? ''})}
          </div>
          ${this.error && !this.placed(this.error) ? errorBox(this.error) : nothing}
          <div class="row spread"><span class="quiet-text" role="status">${why || `${plural(suite.cases, 'case')} × ${plural(repeats, 'repeat')} × 2 sides: ${count(calls)} calls.`}</span>
            <button class="primary" ?disabled=${Boolean(why) || this.busy}>${this.busy ? 'Starting…' : 'Compare'}</button></div>
        </section>
        ${this.earlier.data?.length ? this.history(this.earlier.data) : nothing}
      </form>`;
  }

  placed(error) { return error.errors?.length && error.errors.every(e => /^(a|b)(\.model|\.params.*)?$|^(suite_id|repeats|metric)$/.test(e.field)); }

  history(rows) {
    return html`
      <section class="stack tight"><h2>Earlier comparisons</h2>
        <data-table label="Earlier comparisons" .rows=${rows} .columns=${[
          {key: 'suite_name', title: 'Suite', cell: one => html`<a href=${`#/compare-parameters?job=${encodeURIComponent(one.job_id)}`}>${one.suite_name}</a>`},
          {key: 'models', title: 'Models', cell: one => one.models.join(', ')},
          {key: 'status', title: 'Status', cell: one => state(one.status)},
          {key: 'created_at', title: 'Started', cell: one => since(one.created_at)},
        ]}></data-table></section>`;
  }

  async start(a, b, repeats) {
    this.busy = true;
    this.error = null;
    const {query} = this.route;
    try {
      const job = await api.post('/api/tool-eval/compare', {
        a: {model: a.model, params: a.params}, b: {model: b.model, params: b.params}, suite_id: query.suite, repeats, metric: query.metric || undefined,
      });
      setQuery({job: job.job_id});
    } catch (error) {
      this.error = error;
      if (this.placed(error)) toast('Not started: see what is marked.', 'bad');
    }
    this.busy = false;
  }

  result({job, verdict, failed}) {
    if (verdict) return html`<p class="quiet-text result-of">On ${job.suite_name}, version ${job.suite_version}, ${plural(job.repeats, 'repeat')}, ended ${since(job.completed_at)}.</p>
      <comparison-verdict .result=${verdict} .suite=${job.suite_id} .job=${job.job_id} .query=${this.route.query} .keep=${can('tool-eval:write') ? side => this.keep(side) : null}></comparison-verdict>`;
    if (ENDED.includes(job.status)) {
      return html`<div class="notice bad" role="alert"><strong>${job.status === 'canceled' ? 'The comparison was canceled' : 'The comparison failed'}</strong>
        ${failed.map(one => html`<span><b>${one.model}</b>: ${reason(one.error)}</span>`)}
        ${failed.length ? nothing : html`<span>${job.error ?? 'There is no verdict without all of its cases.'}</span>`}
        ${job.status === 'failed' ? html`<span class="quiet-text small-text">See on <a href="#/providers">Providers</a> whether the model answers, then compare again.</span>` : nothing}</div>`;
    }
    return html`
      <section class="card stack" aria-label="Progress">
        <div class="row spread"><div class="row"><h2>${job.suite_name}</h2>${state(job.status)}</div>
          ${can('tool-eval:write') ? html`<button class="danger" @click=${() => this.cancel(job)}>Cancel</button>` : nothing}</div>
        ${meter(job.percent / 100, 'Progress')}
        <div class="row spread small-text"><span role="status">${count(job.completed_evaluations)} of ${count(job.total_evaluations)} calls (${Math.round(job.percent)} %)</span>
          <span class="quiet-text">${job.eta_seconds === null ? job.detail ?? 'waiting for the first answer' : `some ${duration(job.eta_seconds)} left`}</span></div>
        ${job.detail && job.eta_seconds !== null ? html`<p class="quiet-text">${job.detail}</p>` : nothing}
        ${['a', 'b'].filter(side => this.route.query[`${side}_model`]).map(side => {
          const of = sideOf(this.route.query, side, this.known.get(this.route.query[`${side}_model`]), this.lists.data?.models ?? []);
          return of.params ? html`<div class="row small-text"><b>${side.toUpperCase()}</b> ${of.model}, ${of.label} ${params(of.params)}</div>` : nothing;
        })}
        <p class="quiet-text small-text">You may leave or reload this page; its address leads back.</p>
      </section>`;
  }

  async cancel(job) {
    if (!await confirm('Cancel the comparison?', 'There is no verdict without all of its cases.', {action: 'Cancel the comparison', danger: true})) return;
    await attempt(() => api.post(path`/api/tool-eval/param-tune/${job.job_id}/cancel`), 'Canceled.');
    this.job.reload();
  }

  async keep({model, params}) {
    const {items} = await api.list('/api/tool-eval/profiles', {query: {model, limit: 1000}}).catch(() => ({items: []}));
    const saved = await profileDialog(model, params, {profiles: items});
    if (saved) toast(`Profile ${saved.name} is saved.`);
  }
}
customElements.define('compare-parameters-page', CompareParametersPage);
