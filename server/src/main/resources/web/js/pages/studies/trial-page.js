import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {watchStudy} from '../../lib/live.js';
import {href} from '../../lib/router.js';
import {duration, number, paramValue} from '../../lib/format.js';
import {at, facts, json, pageHead, since, state, tile} from '../../components/parts.js';
import '../../components/data-table.js';
import {Refresher} from './refresher.js';
import {enqueueTrial} from './enqueue-dialog.js';
import {chart} from './plots/parts.js';
import {trialStepsPlot} from './plots/intermediate.js';
import {directions, inOurTerms, metricName, studyUrl} from './study-model.js';

/** One trial with everything that is known of it. */
class TrialPage extends Page {
  trial = new Resource(this, signal => api.get(`${studyUrl(this.name)}/trials/${encodeURIComponent(this.number)}`, {signal}));
  study = new Resource(this, signal => api.get(studyUrl(this.name), {signal}).then(inOurTerms));
  refresher = new Refresher(() => Promise.all([this.trial.reload(), this.study.reload()]));

  get name() { return this.route.params.name; }
  get number() { return this.route.params.number; }

  connectedCallback() {
    super.connectedCallback();
    this.stop = watchStudy(this.name, event => { if (event.type === 'resumed' || this.concerns(event.data)) this.refresher.ask(); });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    this.refresher.cancel();
  }

  concerns(data) { return String(data.trial_id) === this.number || this.study.data && Number(this.number) >= this.study.data.n_trials - 1; }

  routeChanged(before) {
    this.setTitle(`Trial ${this.number} of ${this.name}`);
    if (before && before.params.number !== this.number) this.trial.restart();
  }

  render() {
    const crumbs = html`<a href="#/studies">Studies</a> / <a href=${href`/studies/${this.name}`}>${this.name}</a> / <a href=${href`/studies/${this.name}/trials`}>Trials</a>`;
    return html`
      ${pageHead(`Trial ${this.number}`, {crumbs, actions: this.actions()})}
      ${this.study.render(study => this.trial.render(trial => this.content(study, trial)))}`;
  }

  actions() {
    const n = Number(this.number);
    const {data: study} = this.study;
    const {data: trial} = this.trial;
    return html`
      ${n > 0 ? html`<a class="button" href=${href`/studies/${this.name}/trials/${n - 1}`}>Previous</a>` : nothing}
      ${study && n < study.n_trials - 1 ? html`<a class="button" href=${href`/studies/${this.name}/trials/${n + 1}`}>Next</a>` : nothing}
      ${study && trial && can('tuner:write') ? html`<button @click=${() => enqueueTrial(study, trial.params, () => this.study.reload())}>Enqueue again</button>` : nothing}`;
  }

  content(study, trial) {
    const steps = Object.entries(trial.intermediate_values);
    const violated = trial.constraints?.some(one => one > 0);
    return html`
      <div class="stack">
        <div class="tiles">
          ${tile('State', state(trial.state), trial.fail_reason ? trial.fail_reason : violated ? 'constraints violated' : trial.attempt > 1 ? `attempt ${trial.attempt}` : nothing)}
          ${directions(study).map((direction, k) => tile(metricName(study, k), html`<span title=${trial.values?.[k] ?? nothing}>${number(trial.values?.[k], 6)}</span>`, direction))}
          ${tile('Duration', duration(trial.duration_seconds), trial.worker ? `worker ${trial.worker}` : nothing)}
        </div>
        <div class="columns">
          <section class="stack tight"><h2>Parameters</h2>${this.params(study, trial)}</section>
          <section class="stack">
            ${this.card('Times', [['Started', at(trial.datetime_start)], ['Finished', at(trial.datetime_complete)], ['Duration', duration(trial.duration_seconds)],
              ['Worker', trial.worker], ['Attempt', trial.attempt], ['Lease until', trial.lease ? html`${at(trial.lease.expires_at)} (${since(trial.lease.expires_at)})` : null],
              ['Failed because', trial.fail_reason]])}
            ${trial.constraints?.length ? this.card('Constraints', trial.constraints.map((value, i) => [`Constraint ${i + 1}`, html`${number(value, 6)} <span class="quiet-text">${value > 0 ? 'violated' : 'kept'}</span>`])) : nothing}
            ${Object.keys(trial.user_attrs).length ? this.card('Attributes', Object.entries(trial.user_attrs).map(([name, value]) => [name, html`<span class="mono">${typeof value === 'string' ? value : JSON.stringify(value)}</span>`])) : nothing}
          </section>
        </div>
        ${steps.length ? html`<section class="card">${chart(this.plot(trial, study), {name: `${this.name}-trial-${trial.trial_id}`, height: 18})}</section>` : nothing}
        <details><summary>As JSON</summary>${json(trial)}</details>
      </div>`;
  }

  /** Drawn again only for another trial as it now is. */
  plot(trial, study) {
    if (this.drawn?.trial !== trial) this.drawn = {trial, plot: trialStepsPlot(trial, metricName(study))};
    return this.drawn.plot;
  }

  params(study, trial) {
    const rows = study.search_space.map(one => ({...one, given: one.name in trial.params, value: trial.params[one.name]}));
    return html`<data-table label="Parameters" .rows=${rows} .columns=${[
      {key: 'name', title: 'Parameter'},
      {key: 'value', title: 'Value', number: true, cell: one => one.given ? html`<span title=${String(one.value)}>${paramValue(one.value)}</span>`
        : html`<span class="quiet-text">${one.when ? 'not active' : '–'}</span>`},
      {key: 'range', title: 'Search space', cell: one => one.choices ? html`<span class="ellipsis">${one.choices.map(paramValue).join(', ')}</span>`
        : `${number(one.low)} to ${number(one.high)}${one.step && one.type === 'float' ? ` by ${number(one.step)}` : ''}${one.log ? ', log' : ''}`},
    ]}></data-table>`;
  }

  card(title, pairs) { return html`<div class="card"><h2>${title}</h2>${facts(pairs)}</div>`; }
}
customElements.define('trial-page', TrialPage);
