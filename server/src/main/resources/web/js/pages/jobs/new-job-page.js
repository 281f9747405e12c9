import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {go, href} from '../../lib/router.js';
import {empty, errorBox, toast} from '../../components/messages.js';
import {field, pageHead} from '../../components/parts.js';
import '../studies/space-editor.js';
import {EMPTY_PARAMETER, parameterOf} from '../studies/study-form.js';
import {PRUNERS, SAMPLERS} from '../studies/strategies.js';

const KEPT = 'asktell-new-job';
const METRICS = ['score', 'pass_rate', 'latency_ms', 'total_tokens', 'cost'];
const EMPTY = {
  name: '', mode: 'local', dataset_key: '', base_model_id: '', metric_name: 'score', metric_mode: '', num_samples: '10', max_concurrent_trials: '1', max_failures: '',
  sampler: '', pruner: '', seed: '', space: [{...EMPTY_PARAMETER}],
};
const NUMBERS = ['num_samples', 'max_concurrent_trials', 'max_failures', 'seed'];

/** A tuning job by form; it is made, and started if that is wanted. */
class NewJobPage extends Page {
  static properties = {form: {state: true}, failure: {state: true}, busy: {state: true}};

  choices = new Resource(this, async signal => {
    const [suites, models] = await Promise.all([
      api.list('/api/tool-eval/suites', {query: {limit: 1000}, signal}), api.list('/api/v1/models', {query: {limit: 1000}, signal})]);
    return {suites: suites.items, models: models.items};
  });

  constructor() {
    super();
    this.failure = null;
    try {
      this.form = {...EMPTY, ...JSON.parse(sessionStorage.getItem(KEPT))};
    } catch {
      this.form = EMPTY;
    }
  }

  set(part) {
    this.form = {...this.form, ...part};
    sessionStorage.setItem(KEPT, JSON.stringify(this.form));
  }

  error = name => this.failure?.of?.(name) ?? '';

  render() {
    if (!can('tool-eval:write')) return empty('Your key may only read', 'Making a job needs the scope tool-eval:write.', html`<a class="button" href="#/jobs">Jobs</a>`);
    return html`
      ${pageHead('New job', {crumbs: html`<a href="#/jobs">Jobs</a>`, actions: html`<button @click=${() => { this.set(EMPTY); this.failure = null; }}>Start over</button>`})}
      ${this.choices.render(choices => this.formView(choices))}`;
  }

  formView({suites, models}) {
    const {form} = this;
    const local = form.mode === 'local';
    return html`
      <form class="stack" novalidate @submit=${event => this.create(event)}>
        ${this.failure ? errorBox(this.failure) : nothing}
        <section class="card stack"><h2>What is tuned</h2>
          <div class="fields">
            ${this.input('Name', 'name')}
            ${this.select('Evaluated by', 'mode', [['local', 'the server’s own workers'], ['remote', 'workers outside']],
              local ? 'On a suite and a registered model.' : 'They claim trials, on a suite or on anything they understand.')}
            ${local ? this.select('Dataset', 'dataset_key', [['', 'choose a suite'], ...suites.map(one => [one.suite_id, `${one.name} (${one.cases} cases)`])])
              : this.input('Dataset', 'dataset_key', {hint: 'A suite’s id, or whatever the workers understand.', list: suites.map(one => one.suite_id)})}
            ${local ? this.select('Model', 'base_model_id', [['', 'choose a model'], ...models.map(one => [one.model ?? one.name, one.display_name ?? one.model ?? one.name])])
              : this.input('Model', 'base_model_id', {hint: 'A registered model, or whatever the workers understand.'})}
            ${this.input('Metric', 'metric_name', {list: METRICS, hint: local ? METRICS.join(', ') : 'What the workers tell.'})}
            ${this.select('Better is', 'metric_mode', [['', 'what suits the metric'], ['max', 'greater'], ['min', 'smaller']])}
          </div></section>
        <section class="stack tight"><h2>Search space</h2>
          <space-editor .rows=${form.space} .failure=${this.failure} @rows=${event => this.set({space: event.detail})}></space-editor></section>
        <section class="card stack"><h2>How</h2>
          <div class="fields">
            ${this.input('Trials', 'num_samples', {mode: 'numeric', hint: 'Failed ones do not count.'})}
            ${this.input('At once', 'max_concurrent_trials', {mode: 'numeric'})}
            ${this.input('Failures allowed', 'max_failures', {mode: 'numeric', placeholder: 'half of the trials'})}
            ${this.select('Sampler', 'sampler', [['', 'auto'], ...Object.keys(SAMPLERS).filter(name => name !== 'auto').map(name => [name, name])])}
            ${this.select('Pruner', 'pruner', [['', 'none'], ...Object.keys(PRUNERS).filter(name => name !== 'none').map(name => [name, name])])}
            ${this.input('Seed', 'seed', {mode: 'numeric', placeholder: 'drawn, and shown'})}
          </div></section>
        <div class="row">
          <button class="primary" name="start" ?disabled=${this.busy}>${this.busy ? 'Working …' : 'Make and start'}</button>
          <button name="make" ?disabled=${this.busy}>Make only</button>
          <a class="button quiet" href="#/jobs">Cancel</a>
        </div>
      </form>`;
  }

  input(label, key, {hint = '', mode, placeholder = '', list} = {}) {
    return field(label, (id, about) => html`
      <input id=${id} aria-describedby=${about} aria-invalid=${Boolean(this.error(key))} autocomplete="off" spellcheck="false" inputmode=${mode ?? nothing} placeholder=${placeholder}
        list=${list ? `${id}-list` : nothing} .value=${this.form[key]} @input=${event => this.set({[key]: event.target.value})}>
      ${list ? html`<datalist id=${`${id}-list`}>${list.map(one => html`<option value=${one}></option>`)}</datalist>` : nothing}`,
      {id: `job-${key}`, error: this.error(key), hint});
  }

  select(label, key, options, hint = '') {
    return field(label, (id, about) => html`
      <select id=${id} aria-describedby=${about} aria-invalid=${Boolean(this.error(key))} @change=${event => this.set({[key]: event.target.value})}>
        ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === this.form[key]}>${text}</option>`)}
      </select>`, {id: `job-${key}`, error: this.error(key), hint});
  }

  body() {
    const {space, ...rest} = this.form;
    const given = Object.entries(rest).filter(([, value]) => value !== '')
        .map(([name, value]) => [name, NUMBERS.includes(name) && Number.isFinite(Number(value)) ? Number(value) : value]);
    return {...Object.fromEntries(given), search_space: space.map(parameterOf)};
  }

  async create(event) {
    event.preventDefault();
    const starts = event.submitter?.name !== 'make';
    this.busy = true;
    this.failure = null;
    try {
      const job = await api.post('/api/tuning/jobs', this.body());
      sessionStorage.removeItem(KEPT);
      if (starts) await api.post(`/api/tuning/jobs/${job.id}/start`).catch(error => toast(`It was made, but not started: ${error.message}`, 'bad'));
      toast(`${job.name} is made.`);
      go(href`/jobs/${job.id}`);
    } catch (error) {
      this.failure = error;
      await this.updateComplete;
      (this.querySelector('[aria-invalid=true]') ?? this.querySelector('.notice'))?.scrollIntoView({block: 'center'});
    }
    this.busy = false;
  }
}
customElements.define('new-job-page', NewJobPage);
