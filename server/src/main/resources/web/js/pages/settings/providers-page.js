import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {href, setQuery} from '../../lib/router.js';
import {count, duration, plural} from '../../lib/format.js';
import {confirm, openDialog} from '../../components/dialogs.js';
import {attempt, empty, toast} from '../../components/messages.js';
import {badge, field, pageHead} from '../../components/parts.js';
import {PROTOCOLS} from './protocols.js';
import {providerDialog} from './provider-dialog.js';
import '../../components/data-table.js';

const ALL = {limit: 1000};

/** Who serves models, and how they are reached. */
class ProvidersPage extends Page {
  static properties = {checks: {state: true}};

  constructor() {
    super();
    this.checks = {}; // by provider, what the last check of this visit found
  }

  list = new Resource(this, async signal => {
    const [providers, models] = await Promise.all([api.list('/api/v1/providers', {query: ALL, signal}), api.list('/api/v1/models', {query: ALL, signal})]);
    return {providers: providers.items, models: models.items};
  });

  render() {
    return html`
      ${pageHead('Providers', {lead: 'Who serves models: APIs with a key, or servers of your own.',
        actions: can('tool-eval:write') && this.list.data ? html`<button class="primary" @click=${() => this.edit()}>Add a provider</button>` : nothing})}
      ${this.list.render(data => this.content(data))}`;
  }

  content({providers, models}) {
    if (providers.length === 0) {
      return empty('No provider yet', html`Add the API you have a key for, or a server at home such as Ollama, llama.cpp or vLLM. To try things without any: <code>asktell reference-model</code> serves a small model.`,
          can('tool-eval:write') ? html`<button class="primary" @click=${() => this.edit()}>Add a provider</button>` : nothing);
    }
    const words = (this.route.query.q ?? '').toLowerCase();
    const rows = providers.filter(one => `${one.key} ${one.protocol} ${one.base_url}`.toLowerCase().includes(words));
    return html`
      ${providers.length > 5 || words ? html`<div class="toolbar"><div class="grow field"><label for="providers-search">Search</label>
        <input id="providers-search" type="search" placeholder="Key, protocol or address" .value=${this.route.query.q ?? ''} @input=${event => setQuery({q: event.target.value})}></div></div>` : nothing}
      ${rows.length === 0 ? empty('Nothing found', `No provider has "${words}" in its key or address.`, html`<button @click=${() => setQuery({q: ''})}>Show all</button>`) : html`
      <data-table class="settings-table" label="Providers" .rows=${rows} .columns=${[
        {key: 'key', title: 'Provider', cell: one => html`<b>${one.key}</b> <span class="quiet-text small-text">${PROTOCOLS[one.protocol]?.title ?? one.protocol}${one.dialect ? ` (${one.dialect})` : ''}</span><div><code>${one.base_url}</code></div>`},
        {key: 'has_api_key', title: 'API key and limits', cell: one => html`${one.has_api_key ? badge('stored', 'good') : one.api_key_env ? html`<code>${one.api_key_env}</code>` : html`<span class="quiet-text">no key</span>`}<div class="quiet-text small-text">${limits(one)}</div>`},
        {key: 'models', title: 'Models', wrap: true, cell: one => this.models(models.filter(model => model.provider === one.key))},
        {key: 'check', title: 'Check', wrap: true, cell: one => this.found(one)},
        {key: 'actions', title: html`<span class="visually-hidden">Actions</span>`, cell: one => this.actions(one, models.filter(model => model.provider === one.key))},
      ]}></data-table>`}`;
  }

  models(list) {
    if (list.length === 0) return html`<a href="#/models">Add one</a>`;
    return html`${list.slice(0, 4).map((one, i) => html`${i ? ', ' : nothing}<a href=${href`/models/${one.name}`}>${one.name}</a>`)}${list.length > 4 ? html` and <a href="#/models">${count(list.length - 4)} more</a>` : nothing}`;
  }

  found({key}) {
    const check = this.checks[key];
    if (!check) return html`<span class="quiet-text">not checked</span>`;
    if (check.busy) return badge(`asking ${check.model}`, 'info', true);
    if (check.error) return html`${badge('no answer', 'bad')} <span class="small-text">${check.error}</span>`;
    return html`${badge('answers', 'good')} <span class="small-text">${check.model} in ${duration(check.seconds)}</span>`;
  }

  actions(provider, models) {
    if (!can('tool-eval:write')) return nothing;
    return html`
      <span class="row table-actions">
        <button class="small" ?disabled=${models.length === 0 || this.checks[provider.key]?.busy} title=${models.length ? 'Put one small task to a model of it' : 'Add a model of it first: a check asks a model'} aria-label=${`Check ${provider.key}`} @click=${() => this.check(provider, models)}>Check</button>
        <button class="small" aria-label=${`Edit ${provider.key}`} @click=${() => this.edit(provider)}>Edit</button>
        <button class="small danger" aria-label=${`Delete ${provider.key}`} @click=${() => this.erase(provider, models)}>Delete</button>
      </span>`;
  }

  async edit(provider = null) {
    const saved = await providerDialog(provider, this.list.data.providers.map(one => one.key));
    if (!saved) return;
    toast(provider ? `${saved} is saved.` : `${saved} is added. Add its models next.`);
    this.checks = {...this.checks, [saved]: undefined};
    this.list.reload();
  }

  /** One short task; of several models, to the one that is chosen. */
  async check({key}, models) {
    const model = models.length === 1 ? models[0].name : await openDialog(`Check ${key}`, ({close}) => {
      let chosen = models[0].name;
      return html`
        <form class="stack" @submit=${event => { event.preventDefault(); close(chosen); }}>
          ${field('Model to ask', id => html`<select id=${id} @change=${event => { chosen = event.target.value; }}>${models.map(one => html`<option>${one.name}</option>`)}</select>`, {id: 'check-model', hint: 'One short question is put to it.'})}
          <div class="actions"><button type="button" @click=${() => close()}>Cancel</button><button class="primary">Check</button></div>
        </form>`;
    });
    if (!model) return;
    this.checks = {...this.checks, [key]: {busy: true, model}};
    let result;
    try {
      const answer = await api.post('/api/v1/tasks', {model, content: 'Answer with the word OK.'});
      result = {seconds: answer.latency_ms / 1000};
    } catch (error) {
      result = {error: error.errors?.length ? error.errors.map(e => e.message).join(' ') : error.message};
    }
    this.checks = {...this.checks, [key]: {model, ...result}};
  }

  async erase({key}, models) {
    const depend = models.length ? html`
      <div class="stack tight"><p>${plural(models.length, 'model is', 'models are')} served by it and ${models.length === 1 ? 'is' : 'are'} deleted with it:</p>
        <p>${models.map(one => one.name).join(', ')}</p>
        <p>Profiles and what was tuned stay. To keep the models, give them another provider first.</p></div>` : 'No model depends on it. Its stored API key is forgotten.';
    if (!await confirm(`Delete ${key}?`, depend, {action: 'Delete', danger: true, type: models.length ? key : ''})) return;
    await attempt(async () => {
      for (const one of models) await api.delete(path`/api/v1/models/${one.name}`);
      await api.delete(path`/api/v1/providers/${key}`);
    }, `${key} is deleted.`);
    this.list.reload();
  }
}
customElements.define('providers-page', ProvidersPage);

function limits({max_concurrency: most, requests_per_minute: rate}) {
  const parts = [most && `${count(most)} at once`, rate && `${count(rate)} a minute`].filter(Boolean);
  return parts.length ? parts.join(', ') : 'no limits';
}
