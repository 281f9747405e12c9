import {html, nothing} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {go, href, setQuery} from '../../lib/router.js';
import {ENDED} from '../../lib/jobs.js';
import {empty, errorBox, skeleton} from '../../components/messages.js';
import {pageHead, since, tabs} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {cancelTune, deleteTune, exports, mayWrite, menu, startJudge, tunePath} from './actions.js';
import {baselineOf, defaultsOf} from './baseline.js';
import {bestCard, confirmationCard} from './best-card.js';
import {bestOrder, combosTable} from './combos-table.js';
import {convergence} from './convergence.js';
import {importanceTab} from './importance-tab.js';
import {detailsTab} from './details-tab.js';
import {judgeTab} from './judge-tab.js';
import {paretoFront} from './pareto.js';
import {progressCard} from './progress-card.js';
import {TuneLive} from './tune-live.js';
import {objectivesOf, valueOf} from './words.js';

const SIZE = 50;
const TOP = 10;
const TABS = [['results', 'Results'], ['combinations', 'Combinations'], ['parameters', 'Parameters'], ['judge', 'Judge report'], ['details', 'Details']];

/** A tune while it runs and ever after; live or stored, the same is shown. */
class TunePage extends Page {
  constructor() {
    super();
    this.live = new TuneLive(this);
    this.shownVersion = -1;
    this.table = new Resource(this, signal => api.list(`${tunePath(this.live.id)}/combos`, {query: this.tableQuery(), signal}), {start: false});
    this.config = new Resource(this, signal => api.get(path`/api/v1/models/${this.configOf}/config`, {signal}), {start: false});
    this.comparison = new Resource(this, signal => api.post('/api/tool-eval/compare', {a: {run_id: this.compared[0]}, b: {run_id: this.compared[1]}}, {signal}), {start: false});
    this.judge = new Resource(this, signal => this.report(signal), {start: false, every: report => report?.status === 'running' ? 2 : 0});
    this.importance = new Resource(this, signal => this.importances(signal), {start: false});
  }

  get tab() { return this.route.params.tab || 'results'; }

  routeChanged(before) {
    const {id} = this.route.params;
    if (id !== before?.params.id) {
      this.configOf = this.compared = null;
      for (const one of [this.table, this.config, this.comparison, this.judge, this.importance]) {
        one.abort?.abort();
        one.data = undefined;
      }
      this.live.open(id);
    }
    if (this.live.tune) this.table.reload();
    if (this.tab === 'judge') this.judge.reload();
    if (this.tab === 'parameters') this.importance.reload();
  }

  tableQuery() {
    const {order, page, model} = this.route.query;
    return this.tab === 'combinations' ? {order: order || bestOrder(this.live.tune), model, limit: SIZE, offset: Number(page) || undefined}
      : {order: order || bestOrder(this.live.tune), model, limit: TOP};
  }

  /** After news: what is asked for beside the tune is asked for again. */
  updated() {
    const {tune, version} = this.live;
    if (!tune) return;
    this.setTitle(tune.suite_name);
    const model = tune.best?.model ?? tune.models[0];
    if (this.configOf !== model) {
      this.configOf = model;
      this.config.reload();
    }
    if (version !== this.shownVersion && !this.soon) {
      this.soon = setTimeout(() => {
        this.soon = 0;
        this.shownVersion = this.live.version;
        if (this.isConnected && ['results', 'combinations'].includes(this.tab)) this.table.reload();
      }, this.shownVersion < 0 || this.table.data === undefined ? 0 : 1500);
    }
    const {best} = tune;
    const baseline = this.baseline();
    if (best && baseline && mayWrite() && !tune.confirmation && best.run_id !== baseline.run_id && `${baseline.run_id} ${best.run_id}` !== this.compared?.join(' ')) {
      this.compared = [baseline.run_id, best.run_id];
      this.comparison.restart();
    }
  }

  /** The judge's report; null as long as there is none. */
  async report(signal) {
    const {judge_status: status} = await api.get(tunePath(this.live.id), {signal});
    return status && status !== 'wished' ? api.get(`${tunePath(this.live.id)}/judge`, {signal}) : null;
  }

  defaults() { return defaultsOf(this.config.data, this.live.tune.search_space); }

  baseline() {
    const {tune} = this.live;
    return baselineOf(this.live.done, this.configOf, this.defaults()) ?? tune.defaults ?? undefined;
  }

  importances(signal) {
    return api.get(`${tunePath(this.route.params.id)}/importance`, {query: {target_idx: Number(this.route.query.target) || 0}, signal});
  }

  render() {
    const {tune, error} = this.live;
    if (!tune) return error ? this.failed(error) : skeleton(30);
    return html`
      ${pageHead(tune.suite_name, {
        crumbs: html`<a href="#/tunes">Tunes</a>`,
        lead: html`${tune.models.join(', ')} · started ${since(tune.started_at ?? tune.created_at)}`,
        actions: this.actions(tune),
      })}
      ${error && !error.offline ? errorBox(error, () => this.live.open(tune.job_id)) : nothing}
      <div class="stack run">
        ${progressCard(this.live)}
        ${tabs('Views of the tune', TABS.map(([id, label]) => ({id, label, href: href`/tunes/${tune.job_id}/${id}`})), this.tab)}
      </div>
      ${this.body(tune)}`;
  }

  failed(error) {
    return error.status === 404
      ? empty('No such tune', 'It was deleted, or its address is wrong.', html`<a class="button" href="#/tunes">All tunes</a>`)
      : errorBox(error, () => this.live.open(this.route.params.id));
  }

  actions(tune) {
    const ended = ENDED.includes(tune.status);
    return html`
      ${mayWrite() && !ended ? html`<button class="danger" @click=${async () => await cancelTune(tune.job_id) && this.live.refresh()}>Cancel</button>` : nothing}
      ${mayWrite() ? html`<a class="button" href=${`#/new-tune?from=${tune.job_id}`}>Use again</a>` : nothing}
      ${menu('More', html`
        ${mayWrite() && ended && tune.best ? html`<button class="small quiet" @click=${() => startJudge(tune.job_id)}>Judge the best</button>` : nothing}
        <button class="small quiet" @click=${() => go(`/compare-results?a=${tune.job_id}`)}>Compare</button>
        ${exports(tune.job_id, tune.suite_name)}
        ${mayWrite() && ended ? html`<button class="small quiet danger" @click=${async () => await deleteTune(tune.job_id, tune.suite_name) && go('/tunes')}>Delete</button>` : nothing}`)}`;
  }

  body(tune) {
    switch (this.tab) {
      case 'combinations': return this.combinations(tune);
      case 'parameters': return guard([this.live.version, this.importance.data, this.importance.error, this.route.query.target], () => importanceTab(tune, this.live.done, this.importance, Number(this.route.query.target) || 0));
      case 'judge': return judgeTab(tune, this.judge);
      case 'details': return detailsTab(this.live);
      default: return this.results(tune);
    }
  }

  results(tune) {
    const names = objectivesOf(tune);
    const baseline = this.baseline();
    const done = this.live.done.filter(one => !this.route.query.model || one.model === this.route.query.model);
    const charts = guard([this.live.version, baseline?.run_id, this.route.query.model], () => html`
      ${convergence(tune.job_id, done, baseline ? valueOf(baseline.value) : null, {name: names[0], index: 0})}
      ${names.length > 1 ? paretoFront(tune.job_id, done, names) : nothing}`);
    return html`<div class="stack">
      <h2 class="visually-hidden">Results</h2>
      ${this.modelTabs(tune)}
      <div class="run-grid"><div class="stack">${charts}${this.live.cut ? html`<p class="quiet-text small-text">The plot shows the first 5,000 combinations.</p>` : nothing}</div>
        ${bestCard(tune, {baseline, comparison: this.comparison.data, defaults: this.defaults()})}</div>
      ${confirmationCard(tune)}
      <div class="row spread"><h2>${this.route.query.order ? 'Combinations' : 'Best combinations'}</h2>
        ${tune.total_combos > TOP ? html`<a href=${href`/tunes/${tune.job_id}/combinations`}>All combinations</a>` : nothing}</div>
      ${this.rows(tune)}</div>`;
  }

  combinations(tune) {
    return html`<div class="stack tight">${this.modelTabs(tune)}${this.rows(tune, list => pager(
        {offset: Number(this.route.query.page) || 0, limit: SIZE, total: list.total, shown: list.items.length}, to => setQuery({page: to || ''})))}</div>`;
  }

  modelTabs(tune) {
    if (tune.models.length < 2) return nothing;
    const chosen = this.route.query.model ?? '';
    return html`<div class="row" role="group" aria-label="Model">${['', ...tune.models].map(model => html`
      <button class="small ${model === chosen ? 'primary' : ''}" aria-pressed=${model === chosen} @click=${() => setQuery({model, page: ''})}>${model || 'All models'}</button>`)}</div>`;
  }

  rows(tune, after = () => nothing) {
    if (this.table.data && this.table.error?.offline) this.table.error = null; // the progress says it
    return this.table.render(list => list.items.length === 0
      ? empty('No combination yet', ENDED.includes(tune.status) ? 'The tune ended before one was begun.' : 'The first appear when a worker has taken them.')
      : html`${combosTable(tune, list.items, this.route.query.order || bestOrder(tune), order => setQuery({order, page: ''}))}${after(list)}`);
  }
}
customElements.define('tune-page', TunePage);
