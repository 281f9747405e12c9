import {html} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {go, href, setQuery} from '../../lib/router.js';
import {plural} from '../../lib/format.js';
import {errorBox, skeleton, toast} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';
import {field, pageHead} from '../../components/parts.js';
import {mayWrite, tunePath} from './actions.js';
import {forget, fresh, fromTune, keep, load, problems, requestOf, spaceOf, typeOf} from './draft.js';
import {estimateCard} from './estimate-card.js';
import {matrix} from './matrix.js';
import {modelGrid} from './model-grid.js';
import {presetBar} from './presets.js';
import {spaceBuilder} from './space-builder.js';
import {begin, fromWire, problemOf, union} from './space.js';
import {strategy} from './strategy.js';

const WAIT_MS = 350;
/** What is searched unless something else is chosen. */
const USUAL = ['temperature', 'tool_choice'];

/** What is to be tuned, and how: the server says at once what it would come to. */
class NewTunePage extends Page {
  static properties = {draft: {state: true}, starting: {state: true}, failure: {state: true}, preset: {state: true}};

  constructor() {
    super();
    this.draft = load();
    this.preset = '';
    this.configs = {};
    this.asked = '';
    this.inputs = new Resource(this, async signal => {
      const all = url => api.list(url, {query: {limit: 1000}, signal}).then(list => list.items);
      const [suites, models] = await Promise.all([all('/api/tool-eval/suites'), all('/api/v1/models')]);
      return {suites, models};
    });
    this.presets = new Resource(this, signal => api.list('/api/tool-eval/presets', {query: {limit: 1000}, signal}).then(list => list.items));
    this.estimate = new Resource(this, signal => api.post(tunePath('estimate'), JSON.parse(this.asked), {signal}), {start: false});
  }

  connectedCallback() {
    super.connectedCallback();
    this.loadConfigs();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  async routeChanged() {
    const {from, suite} = this.route.query;
    if (suite) {
      this.change({suite});
      setQuery({suite: ''});
    }
    if (!from) return;
    try {
      this.change(fromTune(await api.get(tunePath(from))));
      toast('Taken over from the earlier tune. Change what you like.', 'info');
    } catch (error) {
      toast(`The earlier tune could not be read: ${error.message}`, 'bad');
    }
    setQuery({from: ''});
  }

  change(part) {
    this.draft = {...this.draft, ...part};
    this.failure = null;
    keep(this.draft);
    if (part.models) this.loadConfigs();
  }

  async loadConfigs() {
    await Promise.all(this.draft.models.filter(model => !this.configs[model]).map(async model => {
      const config = await api.get(path`/api/v1/models/${model}/config`).catch(() => null);
      if (config) this.configs = {...this.configs, [model]: config};
    }));
    if (this.draft.models.length && Object.keys(this.draft.space).length === 0) {
      const usual = this.params.filter(one => USUAL.includes(one.name));
      if (usual.length) this.change({space: Object.fromEntries(usual.map(one => [one.name, begin(one)]))});
    }
    this.requestUpdate();
  }

  get params() { return union(Object.fromEntries(this.draft.models.filter(model => this.configs[model]).map(model => [model, this.configs[model]]))); }

  /** Asks for the estimate a moment after the last change, if there is one to be had. */
  willUpdate(changed) {
    super.willUpdate(changed);
    this.found = problems(this.draft, this.params);
    const waiting = this.draft.models.some(model => !this.configs[model]);
    const body = this.found.length || waiting ? '' : JSON.stringify(requestOf(this.draft, this.params));
    if (body === this.asked) return;
    this.asked = body;
    clearTimeout(this.timer);
    this.estimate.abort?.abort();
    this.estimate.error = null;
    if (!body) {
      this.estimate.data = undefined;
      this.estimate.loading = false;
      return;
    }
    this.estimate.loading = true;
    this.timer = setTimeout(() => this.estimate.reload(), WAIT_MS);
  }

  /** What the form, else the server, says of a field. */
  error(name) {
    const found = this.found.find(one => one.field === name)?.message;
    if (found) return found;
    const wire = {suite: 'suite_id', space: 'search_space', trials: 'n_trials', objectives: 'objective', timeout: 'timeout_seconds', concurrent: 'max_concurrent_trials', confirm: 'confirm_repeats',
      maxCalls: 'max_calls', maxTokens: 'max_tokens_total', maxCost: 'max_cost'}[name] ?? name.replace(/^space\./, 'search_space.');
    return (this.estimate.error ?? this.failure)?.errors?.filter(one => one.field === wire || one.field.startsWith(`${wire}.`)).map(one => one.message).join(' ') ?? '';
  }

  render() {
    if (!mayWrite()) return errorBox({status: 403, message: 'Starting a tune needs the scope tool-eval:write.'});
    return html`
      ${pageHead('New tune', {crumbs: html`<a href="#/tunes">Tunes</a>`, lead: 'Finds the parameters with which models answer a suite best.',
        actions: html`<button @click=${() => this.clear()}>Start over</button>`})}
      ${this.inputs.render(inputs => this.form(inputs), {loading: () => skeleton(40)})}`;
  }

  form({suites, models}) {
    const {draft, params} = this;
    const step = (n, title, content) => html`<section class="card step" aria-labelledby=${`step-${n}`}><h2 id=${`step-${n}`}><span class="step-number" aria-hidden="true">${n}</span>${title}</h2>${content}</section>`;
    return html`<div class="builder">
      <div class="stack">
        ${step(1, 'Suite', this.suite(suites))}
        ${step(2, 'Models', modelGrid(models, draft.models, chosen => this.change({models: chosen})))}
        ${step(3, 'Search space', draft.models.length === 0 ? html`<p class="quiet-text">Choose models first: their parameters appear here.</p>` : html`
          ${presetBar({list: this.presets, chosen: this.preset, choose: id => { this.preset = id; }, load: space => this.change({space: fromWire(space)}), space: () => this.validSpace(), write: mayWrite()})}
          ${spaceBuilder({params, space: draft.space, mode: draft.mode, errors: name => this.error(name), change: (name, entry) => this.entry(name, entry), add: name => this.addParam(name)})}
          <h3 class="sub">Compatibility</h3>${this.compatibility()}`)}
        ${step(4, 'Strategy', strategy({draft, models, errors: name => this.error(name), change: part => this.change(part)}))}
      </div>
      ${estimateCard({draft, params, suite: suites.find(one => one.suite_id === draft.suite), problems: this.found, estimate: this.estimate, starting: this.starting, failure: this.failure, start: () => this.start()})}
    </div>`;
  }

  suite(suites) {
    const usable = suites.filter(one => one.cases > 0);
    if (suites.length === 0) {
      return html`<div class="notice"><strong>No suite yet</strong><span>A suite holds the tools and the cases a model is tested with.</span>
        <div class="row"><a class="button primary" href="#/import-suite">Import a suite</a></div></div>`;
    }
    const chosen = suites.find(one => one.suite_id === this.draft.suite);
    return field('Evaluate against', id => html`<select id=${id} class="wide-input" @change=${event => this.change({suite: event.target.value})}>
      <option value="" ?selected=${!chosen}>Select a suite</option>
      ${suites.map(one => html`<option value=${one.suite_id} ?selected=${one.suite_id === this.draft.suite} ?disabled=${one.cases === 0}>${one.name} (${plural(one.cases, 'case')}${one.tools ? `, ${plural(one.tools, 'tool')}` : ''})</option>`)}
    </select>`, {id: 'tune-suite', error: this.draft.suite && !chosen ? 'This suite is not there any more.' : this.draft.suite ? this.error('suite') : '',
      hint: chosen ? html`<a href=${href`/suites/${chosen.suite_id}`}>Look at its cases</a>` : usable.length === 0 ? 'No suite has cases yet.' : ''});
  }

  compatibility() {
    const found = this.estimate.data?.compatibility;
    return found?.length ? matrix(found) : html`<p class="quiet-text small-text">Shown as soon as a suite is chosen and the search space is valid: what each model takes, clamps or drops.</p>`;
  }

  validSpace() {
    const on = Object.entries(this.draft.space).filter(([, entry]) => entry.on);
    const valid = on.length > 0 && on.every(([name, entry]) => !problemOf(entry, typeOf(this.draft, this.params, name), 'random'));
    return valid ? spaceOf(this.draft, this.params) : null;
  }

  entry(name, entry) {
    const space = {...this.draft.space};
    if (entry) space[name] = entry; else delete space[name];
    this.change({space});
  }

  addParam(name) {
    if (!name) return false;
    if (this.params.some(one => one.name === name) || this.draft.space[name]) {
      toast(`${name} is in the list already.`, 'info');
      return true;
    }
    this.entry(name, {on: true, kind: 'values', values: [], more: '', type: undefined});
    return true;
  }

  async clear() {
    if (!await confirm('Start over?', 'What you entered here is forgotten.', {action: 'Start over'})) return;
    forget();
    this.preset = '';
    this.change(fresh());
  }

  async start() {
    this.starting = true;
    this.failure = null;
    try {
      const started = await api.post('/api/tool-eval/param-tune', JSON.parse(this.asked));
      forget();
      go(href`/tunes/${started.job_id}`);
    } catch (error) {
      this.failure = error;
    }
    this.starting = false;
  }
}
customElements.define('new-tune-page', NewTunePage);
