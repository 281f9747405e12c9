import {html, nothing} from 'lit';
import {Page} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {go, href, setQuery} from '../../lib/router.js';
import {empty, errorBox, toast} from '../../components/messages.js';
import {field, pageHead} from '../../components/parts.js';
import './space-editor.js';
import {PRUNERS, SAMPLERS} from './strategies.js';
import {strategyFields} from './strategy-fields.js';
import {bodyOf, emptyForm, formOf} from './study-form.js';
import {inOurTerms, studyUrl} from './study-model.js';

const KEPT = 'asktell-new-study';

/** A study by form, or by the JSON it stands for; both are the same, and are kept until it is created. */
class NewStudyPage extends Page {
  static properties = {form: {state: true}, text: {state: true}, wrong: {state: true}, failure: {state: true}, busy: {state: true}};

  constructor() {
    super();
    this.wrong = '';
    this.failure = null;
    this.busy = false;
    const kept = sessionStorage.getItem(KEPT);
    try {
      this.form = kept ? {...emptyForm(), ...JSON.parse(kept)} : emptyForm();
    } catch {
      this.form = emptyForm();
    }
    this.text = JSON.stringify(bodyOf(this.form), null, 2);
  }

  get asJson() { return this.route.query.as === 'json'; }

  routeChanged(before) {
    const {from} = this.route.query;
    if (from && from !== before?.query.from) this.copy(from);
    if (before && this.asJson && before.query.as !== 'json') this.show(this.form);
  }

  async copy(name) {
    try {
      const study = inOurTerms(await api.get(studyUrl(name)));
      this.take({...formOf(study), name: ''});
      setQuery({from: null});
    } catch (error) {
      this.failure = error;
    }
  }

  take(form) {
    this.form = form;
    sessionStorage.setItem(KEPT, JSON.stringify(form));
  }

  show(form) {
    this.text = JSON.stringify(bodyOf(form), null, 2);
    this.wrong = '';
  }

  set(part) { this.take({...this.form, ...part}); }

  error = name => this.failure?.of?.(name) ?? '';

  render() {
    if (!can('tuner:write')) return empty('Your key may only read', 'Creating a study needs the scope tuner:write.', html`<a class="button" href="#/studies">Studies</a>`);
    return html`
      ${pageHead('New study', {crumbs: html`<a href="#/studies">Studies</a>`, actions: html`
        <button @click=${() => setQuery({as: this.asJson ? null : 'json'})} ?disabled=${this.asJson && Boolean(this.wrong)}>${this.asJson ? 'Edit as a form' : 'Edit as JSON'}</button>
        <button @click=${() => { this.take(emptyForm()); this.show(this.form); this.failure = null; }}>Start over</button>`})}
      <form class="stack" novalidate @submit=${event => this.create(event)}>
        ${this.failure ? errorBox(this.failure) : nothing}
        ${this.asJson ? this.jsonView() : this.formView()}
        <div class="row"><button class="primary" ?disabled=${this.busy}>${this.busy ? 'Creating…' : 'Create'}</button><a class="button" href="#/studies">Cancel</a></div>
      </form>`;
  }

  jsonView() {
    return html`
      <section class="card">${field('Body of POST /v1/tuner/studies', (id, described) => html`
        <textarea id=${id} class="code study-json" aria-describedby=${described} spellcheck="false" .value=${this.text} @input=${event => this.typed(event.target.value)}></textarea>`,
        {id: 'study-body', error: this.wrong, hint: 'What is written here is what the form shows, and the other way round.'})}</section>`;
  }

  typed(text) {
    this.text = text;
    try {
      this.take(formOf(JSON.parse(text)));
      this.wrong = '';
    } catch (error) {
      this.wrong = error.message;
    }
  }

  formView() {
    const {form} = this;
    const input = (label, key, more) => field(label, (id, described) => html`
      <input id=${id} aria-describedby=${described} aria-invalid=${Boolean(this.error(key))} autocomplete="off" spellcheck="false" inputmode=${more.mode ?? nothing} placeholder=${more.placeholder ?? ''}
        .value=${form[key]} @input=${event => this.set({[key]: event.target.value})}>`, {id: `study-${key}`, error: this.error(key), hint: more.hint});
    const strategy = (kind, catalogue) => strategyFields({kind, catalogue, chosen: form[kind], options: form[`${kind}_options`], error: this.error,
      change: (name, options) => this.set({[kind]: name, [`${kind}_options`]: options})});
    return html`
      <section class="card stack"><h2>Name and objectives</h2>
        <div class="fields">${input('Name', 'name', {hint: '1 to 256 characters, different from all others.'})}</div>
        ${this.objectives(form)}
      </section>
      <section class="stack tight"><h2>Search space</h2>
        <space-editor .rows=${form.space} .failure=${this.failure} @rows=${event => this.set({space: event.detail})}></space-editor></section>
      <div class="columns">
        <section class="card">${strategy('sampler', SAMPLERS)}</section>
        <section class="card">${strategy('pruner', PRUNERS)}</section>
      </div>
      <section class="card stack"><h2>Limits</h2>
        <div class="fields">
          ${input('Most trials', 'max_trials', {mode: 'numeric', placeholder: 'no limit', hint: 'Failed ones do not count.'})}
          ${input('Lease in seconds', 'lease_seconds', {mode: 'decimal', placeholder: 'none', hint: 'A trial whose worker stays silent so long goes to another.'})}
          ${input('Attempts per trial', 'max_attempts', {mode: 'numeric', placeholder: '3', hint: 'After so many lost leases it has failed.'})}
        </div></section>`;
  }

  objectives({objectives}) {
    const change = (k, part) => this.set({objectives: objectives.map((one, i) => i === k ? {...one, ...part} : one)});
    return html`
      <div class="stack tight">
        ${objectives.map((one, k) => html`
          <div class="row objective-row">
            ${field(objectives.length > 1 ? `Direction ${k + 1}` : 'Direction', (id, described) => html`<select id=${id} aria-describedby=${described} aria-invalid=${Boolean(this.error('direction'))} @change=${event => change(k, {direction: event.target.value})}>
              ${['maximize', 'minimize'].map(word => html`<option value=${word} ?selected=${word === one.direction}>${word}</option>`)}</select>`, {id: `direction-${k}`, error: k === 0 ? this.error('direction') : ''})}
            ${field('Name of its value', (id, described) => html`<input id=${id} aria-describedby=${described} autocomplete="off" placeholder=${k === 0 ? 'accuracy' : 'latency'} .value=${one.metric} @input=${event => change(k, {metric: event.target.value})}>`,
              {id: `metric-${k}`, error: k === 0 ? this.error('metric_names') : ''})}
            ${objectives.length > 1 ? html`<button type="button" class="small to-bottom" aria-label=${`Remove objective ${k + 1}`} @click=${() => this.set({objectives: objectives.filter((_, i) => i !== k)})}>Remove</button>` : nothing}
          </div>`)}
        <div><button type="button" class="small" @click=${() => this.set({objectives: [...objectives, {direction: 'minimize', metric: ''}]})}>Add an objective</button></div>
      </div>`;
  }

  async create(event) {
    event.preventDefault();
    this.busy = true;
    try {
      const body = this.asJson ? JSON.parse(this.text) : bodyOf(this.form);
      const study = await api.post('/v1/tuner/studies', {load_if_exists: false, ...body});
      sessionStorage.removeItem(KEPT);
      toast(`${study.study_name} is created.`);
      go(href`/studies/${study.study_name}`);
    } catch (error) {
      this.failure = error instanceof SyntaxError ? {message: `This is no JSON: ${error.message}`} : error;
      await this.updateComplete;
      await this.querySelector('space-editor')?.updateComplete;
      (this.querySelector('[aria-invalid=true]') ?? this.querySelector('.notice'))?.scrollIntoView({block: 'center'});
      this.querySelector('[aria-invalid=true]')?.focus();
    } finally {
      this.busy = false;
    }
  }
}
customElements.define('new-study-page', NewStudyPage);
