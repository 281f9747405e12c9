import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {href, setQuery} from '../../lib/router.js';
import {count} from '../../lib/format.js';
import {empty, errorBox} from '../../components/messages.js';
import {badge, field, pageHead, params, since, state} from '../../components/parts.js';
import '../../components/data-table.js';
import {directions, list, metricName, plotUrl, scores, studyUrl, whole} from './study-model.js';
import {bestSoFarPlot} from './plots/best-so-far.js';
import {edfPlot} from './plots/edf.js';
import {importancePlot} from './plots/importance.js';
import {chart} from './plots/parts.js';
import {METHODS} from './importance-part.js';

const MOST = 10;
const EVERY = 15;

/** Studies side by side: what they reached, how fast, how their values are spread, what mattered in each. The address says which. */
class CompareStudiesPage extends Page {
  data = new Resource(this, signal => this.load(signal), {every: EVERY});
  found = new Resource(this, signal => api.list('/v1/tuner/studies', {query: {name_contains: this.typed, order: '-created', limit: 20}, signal}));
  typed = '';

  get names() { return (list(this.route.query.studies) ?? []).slice(0, MOST); }
  get objective() { return whole(this.route.query.objective, 0); }
  get method() { return this.route.query.method in METHODS ? this.route.query.method : 'ped_anova'; }

  routeChanged(before) {
    if (before && ['studies', 'objective', 'method'].some(name => before.query[name] !== this.route.query[name])) this.data.reload();
  }

  /** Each study is asked on its own, so that one that is gone does not hide the others. */
  async load(signal) {
    const {names, objective, method} = this;
    const studies = await Promise.all(names.map(async name => {
      try {
        const study = await api.get(studyUrl(name), {signal});
        const some = study.trial_counts.COMPLETE > 0 && objective < directions(study).length;
        const [history, importance] = await Promise.all([
          some ? api.get(plotUrl(name, 'history'), {query: {objective, points: 500}, signal}) : null,
          some && study.trial_counts.COMPLETE > 1 ? api.get(`${studyUrl(name)}/importance`, {query: {method, target_idx: objective}, signal}).catch(error => {
            if (error.name === 'AbortError') throw error;
            return null;
          }) : null]);
        return {name, study, history, importance};
      } catch (error) {
        if (error.name === 'AbortError') throw error;
        return {name, error};
      }
    }));
    const drawn = studies.filter(one => one.history);
    const edf = drawn.length ? await api.get(plotUrl(drawn[0].name, 'edf'), {query: {objective, study: drawn.slice(1).map(one => one.name)}, signal}) : null;
    return {studies, edf, objective, method};
  }

  render() {
    return html`
      ${pageHead('Compare studies', {crumbs: html`<a href="#/studies">Studies</a>`})}
      ${this.choice()}
      ${this.names.length === 0 ? empty('Nothing to compare yet', 'Choose two studies or more above. The address of this page keeps them.') : this.data.render(data => this.content(data))}`;
  }

  choice() {
    const {names} = this;
    return html`
      <div class="toolbar">
        <div class="grow">${field('Add a study', id => html`
          <input id=${id} type="search" list="found-studies" placeholder="Name" autocomplete="off" ?disabled=${names.length >= MOST} @input=${event => this.search(event)} @change=${event => this.add(event.target)}>
          <datalist id="found-studies">${(this.found.data?.items ?? []).filter(one => !names.includes(one.study_name)).map(one => html`<option value=${one.study_name}></option>`)}</datalist>`,
          {id: 'add-study', hint: names.length >= MOST ? `At most ${MOST} together.` : ''})}</div>
      </div>
      <div class="row compared">${names.map(name => html`<span class="param"><a href=${href`/studies/${name}`}>${name}</a>
        <button class="quiet small" aria-label=${`Leave out ${name}`} @click=${() => this.keep(names.filter(one => one !== name))}>✕</button></span>`)}</div>`;
  }

  search(event) {
    this.typed = event.target.value;
    if ((this.found.data?.items ?? []).some(one => one.study_name === this.typed)) return this.add(event.target);
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.found.reload(), 250);
  }

  add(input) {
    const name = input.value.trim();
    if (!name || this.names.includes(name)) return;
    input.value = '';
    this.keep([...this.names, name]);
  }

  keep(names) { setQuery({studies: names.length ? JSON.stringify(names) : null}); }

  content(data) {
    const studies = data.studies.filter(one => one.study);
    const drawn = studies.filter(one => one.history);
    const most = Math.max(1, ...studies.map(one => directions(one.study).length));
    const unlike = new Set(drawn.map(one => directions(one.study)[data.objective])).size > 1;
    return html`
      <div class="stack">
        ${data.studies.filter(one => one.error).map(one => errorBox(Object.assign(one.error, {message: `${one.name}: ${one.error.message.replace(`${one.name}: `, '')}`})))}
        ${most > 1 ? html`<div class="toolbar">${field('Objective', id => html`<select id=${id} @change=${event => setQuery({objective: event.target.value === '0' ? null : event.target.value})}>
          ${Array.from({length: most}, (_, k) => html`<option value=${k} ?selected=${k === data.objective}>${metricName(studies.find(one => directions(one.study).length > k).study, k)}</option>`)}</select>`, {id: 'compare-objective'})}</div>` : nothing}
        ${unlike ? html`<div class="notice warn">Some of these studies minimise and others maximise, so their values do not compare.</div>` : nothing}
        ${studies.length ? this.table(studies) : nothing}
        ${drawn.length ? this.plots(data, drawn) : nothing}
      </div>`;
  }

  table(studies) {
    return html`<data-table label="Studies compared" .rows=${studies} .columns=${[
      {key: 'name', title: 'Study', cell: ({name}) => html`<a class="study-name" href=${href`/studies/${name}`}>${name}</a>`},
      {key: 'status', title: 'State', cell: ({study}) => state(study.status)},
      {key: 'best', title: 'Best', number: true, cell: ({study}) => scores(study.best_value)},
      {key: 'direction', title: 'Direction', cell: ({study}) => html`<span class="row">${directions(study).map(word => badge(word))}</span>`},
      {key: 'trials', title: 'Trials', number: true, cell: ({study}) => count(study.n_trials)},
      {key: 'complete', title: 'Complete', number: true, cell: ({study}) => count(study.trial_counts.COMPLETE)},
      {key: 'pruned', title: 'Pruned', number: true, cell: ({study}) => count(study.trial_counts.PRUNED)},
      {key: 'failed', title: 'Failed', number: true, cell: ({study}) => count(study.trial_counts.FAIL)},
      {key: 'sampler', title: 'Sampler', cell: ({study}) => study.sampler},
      {key: 'pruner', title: 'Pruner', cell: ({study}) => study.pruner},
      {key: 'started', title: 'First trial', cell: ({study}) => since(study.datetime_start)},
      {key: 'params', title: 'Best parameters', wrap: true, cell: ({study}) => study.best_params ? params(study.best_params) : '–'},
    ]}></data-table>`;
  }

  plots(data, drawn) {
    const log = this.route.query.scale === 'log';
    if (this.made?.data !== data || this.made.log !== log) {
      const metric = metricName(drawn[0].study, data.objective);
      const mattered = drawn.filter(one => one.importance).map(one => ({name: one.name, importances: one.importance.importances}));
      this.made = {data, log, best: bestSoFarPlot(drawn.map(one => ({name: one.name, data: one.history})), metric, {log}), edf: data.edf && edfPlot(data.edf, metric),
        importance: mattered.length ? importancePlot(mattered, metric) : null};
    }
    const {best, edf, importance} = this.made;
    return html`
      <h2 class="visually-hidden">Plots</h2>
      <section class="card">${chart(best, {name: 'best-so-far', height: 24})}
        ${best.positive ? html`<label class="check small-text plot-foot"><input type="checkbox" .checked=${log} @change=${event => setQuery({scale: event.target.checked ? 'log' : null})}>Logarithmic values</label>` : nothing}</section>
      <div class="columns">
        ${edf ? html`<section class="card">${chart(edf, {name: 'edf', height: 22})}</section>` : nothing}
        ${importance ? html`<section class="card">
          ${chart(importance, {name: 'importance', height: Math.max(14, 5 + importance.rows * 1.2)})}
          ${field('Method', id => html`<select id=${id} @change=${event => setQuery({method: event.target.value === 'ped_anova' ? null : event.target.value})}>
            ${Object.keys(METHODS).map(one => html`<option value=${one} ?selected=${one === data.method}>${one}</option>`)}</select>`, {id: 'compare-method', hint: METHODS[data.method]})}</section>` : nothing}
      </div>`;
  }
}
customElements.define('compare-studies-page', CompareStudiesPage);
