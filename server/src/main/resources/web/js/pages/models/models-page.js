import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {href, setQuery} from '../../lib/router.js';
import {money, plural} from '../../lib/format.js';
import {attempt, empty, toast} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';
import {badge, pageHead} from '../../components/parts.js';
import {modelDialog} from './model-dialog.js';
import '../../components/data-table.js';

const ALL = {limit: 1000};

/** Models, by who serves them. */
class ModelsPage extends Page {
  list = new Resource(this, async signal => {
    const [models, providers] = await Promise.all([
      api.list('/api/v1/models', {query: ALL, signal}), api.list('/api/v1/providers', {query: ALL, signal}),
    ]);
    return {models: models.items, total: models.total, providers: providers.items};
  });

  render() {
    const mayWrite = can('tool-eval:write');
    const some = this.list.data?.models.length > 0;
    return html`
      ${pageHead('Models', {lead: 'What answers the cases of suites, and with which parameters.', actions: html`
        ${some ? html`<a class="button" href="#/compare-parameters">Compare parameters</a>` : nothing}
        ${mayWrite && this.list.data?.providers.length ? html`<button class="primary" @click=${() => this.edit()}>Add a model</button>` : nothing}`})}
      ${this.list.render(data => this.content(data))}`;
  }

  content({models, total, providers}) {
    if (providers.length === 0 && models.length === 0) {
      return empty('No provider yet', 'A provider serves models: an API with a key, or a server of your own. Add one, then its models.',
          html`<a class="button primary" href="#/providers">Add a provider</a>`);
    }
    const words = (this.route.query.q ?? '').toLowerCase();
    const fits = model => [model.name, model.display_name, model.wire_name, model.provider].some(text => text?.toLowerCase().includes(words));
    const shown = models.filter(fits);
    const groups = providers.map(provider => ({provider, models: shown.filter(model => model.provider === provider.key)}))
        .filter(group => words === '' || group.models.length > 0)
        .sort((a, b) => (b.models.length > 0) - (a.models.length > 0) || a.provider.key.localeCompare(b.provider.key));
    return html`
      <div class="toolbar">
        <div class="grow field"><label for="models-search">Search</label>
          <input id="models-search" type="search" placeholder="Name or provider" .value=${this.route.query.q ?? ''} @input=${event => setQuery({q: event.target.value})}></div>
        <span class="quiet-text small-text" role="status">${plural(shown.length, 'model')}${total > models.length ? ` of the first ${models.length}` : ''}</span>
      </div>
      ${groups.length === 0
        ? empty('Nothing found', `No model has "${this.route.query.q}" in its name or its provider's.`, html`<button @click=${() => setQuery({q: ''})}>Show all</button>`)
        : html`<div class="stack">${groups.map(group => this.group(group))}</div>`}`;
  }

  group({provider, models}) {
    return html`
      <section class="card flush model-group">
        <div class="card-head">
          <div class="row"><h2>${provider.key}</h2>${badge(provider.protocol)}<span class="quiet-text small-text">${provider.base_url}</span></div>
          ${can('tool-eval:write') ? html`<button class="small" @click=${() => this.edit(null, provider.key)}>Add a model</button>` : nothing}
        </div>
        ${models.length === 0
          ? html`<p class="model-none quiet-text">No model of this provider is registered.</p>`
          : html`<data-table label=${`Models of ${provider.key}`} .rows=${models} .columns=${this.columns()}></data-table>`}
      </section>`;
  }

  columns() {
    return [
      {key: 'name', title: 'Model', cell: one => html`<a href=${href`/models/${one.name}`}>${one.name}</a>${one.display_name ? html`<div class="quiet-text small-text">${one.display_name}</div>` : nothing}`},
      {key: 'wire_name', title: 'Wire name', cell: one => html`<code>${one.wire_name}</code>`},
      {key: 'prices', title: 'Price', hint: 'Per million tokens', cell: one => one.prices ? `${money(one.prices.input_per_million)} in, ${money(one.prices.output_per_million)} out` : '–'},
      {key: 'schema', title: 'Parameters', cell: one => one.generation_schema ? badge(`${plural(Object.keys(one.generation_schema).length, 'own', 'own')}`, 'info') : html`<span class="quiet-text">published</span>`},
      {key: 'actions', title: html`<span class="visually-hidden">Actions</span>`, cell: one => html`
        <span class="row table-actions">
          <a class="button small" href=${href`/models/${one.name}/playground`}>Playground</a>
          ${can('tool-eval:write') ? html`
            <button class="small" aria-label=${`Edit ${one.name}`} @click=${() => this.edit(one)}>Edit</button>
            <button class="small danger" aria-label=${`Delete ${one.name}`} @click=${() => this.erase(one)}>Delete</button>` : nothing}
        </span>`},
    ];
  }

  async edit(model = null, provider = '') {
    const saved = await modelDialog(this.list.data.providers, {model, provider});
    if (!saved) return;
    toast(model ? `${saved} is saved.` : `${saved} is added.`);
    this.list.reload();
  }

  async erase(model) {
    if (await deleteModel(model.name)) this.list.reload();
  }
}
customElements.define('models-page', ModelsPage);

/** Asks, then deletes; resolves to whether it is gone. */
export async function deleteModel(name) {
  const sure = await confirm(`Delete ${name}?`, 'Tunes and tasks cannot use it any more. What was tuned stays, and so do its profiles and saved values: they count again if a model of this name is added.',
      {action: 'Delete', danger: true});
  return sure && attempt(() => api.delete(path`/api/v1/models/${name}`), `${name} is deleted.`);
}
