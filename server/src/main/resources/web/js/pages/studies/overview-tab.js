import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {href, setQuery} from '../../lib/router.js';
import {count, plural} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {params} from '../../components/parts.js';
import '../../components/data-table.js';
import {early, historyOf} from './early.js';
import {StudyTab} from './study-tab.js';
import {objectiveField} from './objective-field.js';
import {metricName, plotUrl, scores, several, studyUrl, whole} from './study-model.js';
import {allPositive, historyPlot} from './plots/history.js';
import {importancePlot} from './plots/importance.js';
import {edfPlot} from './plots/edf.js';
import {chart, opens} from './plots/parts.js';

/** How the study goes: history, what mattered, how values are spread, the best trials. */
class OverviewTab extends StudyTab {
  history = this.wanted((signal, objective) => early(...historyOf(this.name, {objective}), signal));
  edf = this.wanted((signal, objective) => api.get(plotUrl(this.name, 'edf'), {query: {objective}, signal}));
  importance = this.wanted((signal, objective) => api.get(`${studyUrl(this.name)}/importance`, {query: {target_idx: objective}, signal}), {slow: true});

  get objective() { return whole(this.route.query.objective, 0); }

  ask() {
    if (this.study.n_trials === 0) return;
    this.history.want(this.objective);
    if (this.history.data) { // first the history is drawn
      this.edf.want(this.objective);
      if (this.study.trial_counts.COMPLETE >= 2) this.importance.want(this.objective);
    }
  }

  render() {
    const {study} = this;
    if (study.n_trials === 0) return this.noTrials();
    return html`
      <div class="stack">
        ${several(study) ? html`<div class="toolbar">${objectiveField(study, this.objective)}</div>` : nothing}
        <section class="card">${this.history.render(data => this.historyCard(data), {loading: placeholder})}</section>
        <div class="columns">
          <section class="card">${study.trial_counts.COMPLETE < 2 ? html`<h3>Importance</h3><p class="quiet-text">It can be told from two complete trials on.</p>`
              : this.importance.render(data => this.importanceCard(data), {loading: placeholder})}</section>
          <section class="card">${this.edf.render(data => this.edfCard(data), {loading: placeholder})}</section>
        </div>
        <section class="stack tight"><h2>${several(study) ? 'First of the Pareto front' : 'Best trials'}</h2>${this.best()}</section>
      </div>`;
  }

  noTrials() {
    const name = JSON.stringify(this.name);
    return html`
      ${empty('No trial yet', 'Workers ask for trials, evaluate their parameters, and tell the value. This page follows them as they do.')}
      <section class="card ask-example"><h2>Ask and tell</h2><pre tabindex="0">curl -X POST -H "Authorization: Bearer $KEY" ${location.origin}${studyUrl(this.name)}/trials/suggest
curl -X POST -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" \\
     -d '{"values": 0.7}' ${location.origin}${studyUrl(this.name)}/trials/0/complete</pre>
        <p class="quiet-text small-text">Study ${name}; the answer of the first call has the trial's number and parameters.</p></section>`;
  }

  historyCard(data) {
    const log = this.route.query.scale === 'log';
    const metric = metricName(this.study, data.objective);
    const plot = this.memo('history', [data, log], () => historyPlot(data, metric, {log}));
    return html`
      ${chart(plot, {name: `${this.name}-history`, height: 24, handlers: this.historyEvents ??= opens(this.name, event => event.value?.[0])})}
      <div class="row spread plot-foot">
        ${allPositive(data) ? html`<label class="check small-text"><input type="checkbox" .checked=${log} @change=${event => setQuery({scale: event.target.checked ? 'log' : null})}>Logarithmic values</label>` : html`<span></span>`}
        <span class="quiet-text small-text">${data.shown < data.total ? `${count(data.shown)} of ${count(data.total)} complete trials as points; the best so far is exact.` : ''}
          ${data.not_finite ? `${plural(data.not_finite, 'trial')} with an infinite value left out.` : ''}</span>
      </div>`;
  }

  importanceCard(data) {
    const plot = this.memo('importance', [data], () => importancePlot([{name: this.name, importances: data.importances}], metricName(this.study, this.objective)));
    return html`${chart(plot, {name: `${this.name}-importance`, height: 18})}
      <p class="quiet-text small-text">By ${data.method}. <a href=${href`/studies/${this.name}/parameters`}>Parameters in depth</a></p>`;
  }

  edfCard(data) {
    const plot = this.memo('edf', [data], () => edfPlot(data, metricName(this.study, data.objective)));
    return html`${chart(plot, {name: `${this.name}-edf`, height: 18})}
      <p class="quiet-text small-text"><a href=${`#/compare-studies?studies=${encodeURIComponent(JSON.stringify([this.name]))}`}>Compare with other studies</a></p>`;
  }

  best() {
    const rows = this.summary?.best ?? [];
    if (rows.length === 0) return html`<p class="quiet-text">No complete and feasible trial yet.</p>`;
    return html`<data-table label="Best trials" .rows=${rows} .columns=${[
      {key: 'trial_id', title: 'Trial', number: true, cell: one => html`<a href=${href`/studies/${this.name}/trials/${one.trial_id}`}>${one.trial_id}</a>`},
      {key: 'values', title: several(this.study) ? 'Values' : metricName(this.study), number: true, cell: one => scores(one.values)},
      {key: 'params', title: 'Parameters', wrap: true, cell: one => params(one.params)},
    ]}></data-table>`;
  }
}
customElements.define('overview-tab', OverviewTab);

const placeholder = () => html`<div class="skeleton plot-placeholder" role="status" aria-label="Loading"></div>`;
