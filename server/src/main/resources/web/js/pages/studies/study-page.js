import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {Page, Resource} from '../../lib/page.js';
import {watchStudy} from '../../lib/live.js';
import {href} from '../../lib/router.js';
import {count, number, percent, plural} from '../../lib/format.js';
import {skeleton} from '../../components/messages.js';
import {badge, meter, pageHead, since, state, tabs, tile} from '../../components/parts.js';
import {prepareCharts} from '../../components/plot-chart.js';
import {Refresher} from './refresher.js';
import {actions} from './study-actions.js';
import {askEarly, early, summaryOf} from './early.js';
import {directions, inOurTerms, metricName, progress, scores, several} from './study-model.js';

const TABS = [
  {id: 'overview', label: 'Overview', load: () => import('./overview-tab.js')},
  {id: 'parameters', label: 'Parameters', load: () => import('./parameters-tab.js')},
  {id: 'trials', label: 'Trials', load: () => import('./trials-tab.js')},
  {id: 'intermediate', label: 'Intermediate values', load: () => import('./intermediate-tab.js')},
  {id: 'timeline', label: 'Timeline', load: () => import('./timeline-tab.js')},
  {id: 'pareto', label: 'Pareto front', load: () => import('./pareto-tab.js'), several: true},
  {id: 'details', label: 'Details', load: () => import('./details-tab.js')},
];

/** One study: its head, which stays, and a tab. It follows the study's events, and asks again at most every two seconds. */
class StudyPage extends Page {
  static properties = {connected: {state: true}, stamp: {state: true}, loaded: {state: true}};

  summary = new Resource(this, signal => early(...summaryOf(this.name), signal).then(summary => ({...summary, study: inOurTerms(summary.study)})));
  refresher = new Refresher(() => this.refresh());

  constructor() {
    super();
    this.connected = true;
    this.stamp = 0;
    this.loaded = new Set();
  }

  get name() { return this.route.params.name; }
  get tab() { return this.route.params.tab || 'overview'; }

  connectedCallback() {
    super.connectedCallback();
    this.watch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unwatch();
  }

  routeChanged(before) {
    if (before && before.params.name !== this.name) {
      askEarly(this.route);
      this.summary.restart();
      this.unwatch();
      this.watch();
    }
    this.setTitle(this.name);
    const tab = TABS.find(one => one.id === this.tab);
    if (tab && tab.id !== 'details' && tab.id !== 'trials') prepareCharts();
    if (tab && !this.loaded.has(tab.id)) {
      tab.load().then(() => { this.loaded = new Set([...this.loaded, tab.id]); }).catch(error => console.error(error));
    }
  }

  watch() { this.stop = watchStudy(this.name, () => this.refresher.ask(), on => { this.connected = on; }); }

  unwatch() {
    this.stop?.();
    this.refresher.cancel();
  }

  async refresh() {
    await this.summary.reload();
    this.stamp++;
  }

  render() {
    return this.summary.render(summary => this.page(summary), {loading: () => html`${pageHead(this.name, {crumbs: this.crumbs()})}${skeleton(6)}`});
  }

  crumbs() { return html`<a href="#/studies">Studies</a>`; }

  page(summary) {
    const {study} = summary;
    const shown = TABS.filter(one => !one.several || several(study));
    return html`
      ${pageHead(this.name, {crumbs: this.crumbs(), lead: html`
          <span class="row">${directions(study).map((direction, k) => badge(study.metric_names || several(study) ? `${direction} ${metricName(study, k)}` : direction))}
            <span>sampler ${study.sampler}</span><span>pruner ${study.pruner}</span>
            ${this.connected ? nothing : badge('Not live: reconnecting', 'warn')}</span>`,
        actions: actions(study, () => this.refresh())})}
      ${this.tiles(summary)}
      ${tabs('Views of the study', shown.map(one => ({...one, href: href`/studies/${this.name}/${one.id}`})), this.tab)}
      <h2 class="visually-hidden">${shown.find(one => one.id === this.tab)?.label ?? 'Overview'}</h2>
      <div @changed=${() => this.refresh()}>${keyed(this.name, this.content(summary))}</div>`;
  }

  tiles(summary) {
    const {study} = summary;
    const {WAITING: waiting, RUNNING: running, COMPLETE: complete, PRUNED: pruned, FAIL: failed} = study.trial_counts;
    const share = progress(study);
    const best = summary.best[0];
    const counts = [[complete, 'complete'], [running, 'running'], [waiting, 'waiting'], [pruned, 'pruned'], [failed, 'failed']];
    return html`
      <div class="tiles study-tiles">
        ${tile('State', state(study.status), share === null ? 'no limit of trials'
            : html`${meter(share, 'Progress')}<span>${percent(share, 0)} of ${count(study.max_trials)} trials</span>`)}
        ${tile('Trials', count(study.n_trials), counts.filter(([n]) => n > 0).map(([n, word]) => `${count(n)} ${word}`).join(', ') || 'none asked for yet')}
        ${tile(several(study) ? 'First of the front' : `Best ${study.metric_names ? metricName(study) : 'value'}`, best ? html`<span class=${several(study) ? 'several-values' : ''} title=${JSON.stringify(study.best_value)}>${scores(study.best_value)}</span>` : '–',
            best ? html`<a href=${href`/studies/${this.name}/trials/${best.trial_id}`}>Trial ${best.trial_id}</a>` : 'no complete trial yet')}
        ${tile('Pace', html`${number(summary.finished_per_minute, 3)} <small>/ min</small>`, plural(summary.workers_active, 'active worker'))}
        ${tile('Last change', summary.updated_at ? since(summary.updated_at) : '–', html`first trial ${since(study.datetime_start)}`)}
      </div>`;
  }

  content(summary) {
    if (!this.loaded.has(this.tab)) return skeleton(20);
    const {study} = summary;
    const {route, stamp} = this;
    switch (this.tab) {
      case 'parameters': return html`<parameters-tab .study=${study} .route=${route} .stamp=${stamp}></parameters-tab>`;
      case 'trials': return html`<trials-tab .study=${study} .route=${route} .stamp=${stamp}></trials-tab>`;
      case 'intermediate': return html`<intermediate-tab .study=${study} .route=${route} .stamp=${stamp}></intermediate-tab>`;
      case 'timeline': return html`<timeline-tab .study=${study} .route=${route} .stamp=${stamp}></timeline-tab>`;
      case 'pareto': return html`<pareto-tab .study=${study} .route=${route} .stamp=${stamp}></pareto-tab>`;
      case 'details': return html`<details-tab .study=${study} .route=${route} .stamp=${stamp}></details-tab>`;
      default: return html`<overview-tab .study=${study} .summary=${summary} .route=${route} .stamp=${stamp}></overview-tab>`;
    }
  }
}
customElements.define('study-page', StudyPage);
