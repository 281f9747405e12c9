import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {go, href} from '../../lib/router.js';
import {money} from '../../lib/format.js';
import {toast} from '../../components/messages.js';
import {badge, pageHead, tabs} from '../../components/parts.js';
import {modelDialog} from './model-dialog.js';
import {deleteModel} from './models-page.js';
import './model-parameters.js';
import './model-profiles.js';
import './model-playground.js';
import './model-statistics.js';

const TABS = [['parameters', 'Parameters'], ['profiles', 'Profiles'], ['playground', 'Playground'], ['statistics', 'Statistics']];

/** One model: what it is sent, under which names that is kept, and what it answers. */
class ModelPage extends Page {
  model = new Resource(this, async signal => {
    try {
      return await api.get(path`/api/v1/models/${this.name}`, {signal});
    } catch (error) {
      if (error.status === 404) return null; // any name has parameters
      throw error;
    }
  }, {start: false});

  config = new Resource(this, signal => api.get(path`/api/v1/models/${this.name}/config`, {signal}), {start: false});
  profiles = new Resource(this, async signal => (await api.list('/api/tool-eval/profiles', {query: {model: this.name, limit: 1000}, signal})).items, {start: false});

  get name() { return this.route.params.name; }

  routeChanged(before) {
    this.setTitle(this.name);
    if (before?.params.name === this.name) return;
    for (const resource of [this.model, this.config, this.profiles]) resource.restart();
  }

  render() {
    const model = this.model.data;
    const tab = TABS.some(([id]) => id === this.route.params.tab) ? this.route.params.tab : 'parameters';
    return html`
      ${pageHead(this.name, {
        crumbs: html`<a href="#/models">Models</a>`,
        lead: model ? this.lead(model) : model === null ? 'Not registered: nobody serves it.' : ' ',
        actions: this.actions(model),
      })}
      ${model === null ? html`<div class="notice warn model-notice">No model of this name is registered. These are the parameters every model starts from; register it to use it.</div>` : nothing}
      ${tabs('Model', TABS.map(([id, label]) => ({id, label, href: href`/models/${this.name}/${id}`})), tab)}
      ${this.config.render(config => this.profiles.render(profiles => this.content(tab, config, profiles)))}`;
  }

  lead(model) {
    return html`
      ${model.display_name ? html`${model.display_name} · ` : nothing}served by <a href="#/providers">${model.provider}</a>${model.wire_name === model.name ? nothing : html` as <code>${model.wire_name}</code>`}
      ${model.prices ? html` · ${money(model.prices.input_per_million)} in, ${money(model.prices.output_per_million)} out per million tokens` : nothing}
      ${model.generation_schema ? badge('own parameters', 'info') : nothing}`;
  }

  actions(model) {
    if (model === undefined) return nothing;
    return html`
      ${model ? html`<a class="button" href=${`#/compare-parameters?a_model=${encodeURIComponent(this.name)}`}>Compare parameters</a>` : nothing}
      ${can('tool-eval:write') ? model
        ? html`<button @click=${() => this.edit(model)}>Edit</button><button class="danger" @click=${() => this.erase()}>Delete</button>`
        : html`<button class="primary" @click=${() => this.edit({name: this.name})}>Register</button>` : nothing}`;
  }

  content(tab, config, profiles) {
    const changed = () => this.reload();
    if (tab === 'profiles') return html`<model-profiles .name=${this.name} .config=${config} .profiles=${profiles} .changed=${changed}></model-profiles>`;
    if (tab === 'statistics') return this.statistics();
    if (tab === 'playground') {
      return html`<model-playground .name=${this.name} .config=${config} .profiles=${profiles} .registered=${this.model.data !== null} .changed=${changed}></model-playground>`;
    }
    return html`<model-parameters .name=${this.name} .config=${config} .profiles=${profiles} .registered=${this.model.data !== null} .changed=${changed}></model-parameters>`;
  }

  statistics() {
    return this.model.data === null
      ? html`<p class="quiet-text">A model that is not registered is in no tune.</p>`
      : html`<model-statistics .name=${this.name}></model-statistics>`;
  }

  reload() { return Promise.all([this.config.reload(), this.profiles.reload()]); }

  async edit(model) {
    const {items} = await api.list('/api/v1/providers', {query: {limit: 1000}}).catch(error => { toast(error.message, 'bad'); return {items: null}; });
    if (items?.length === 0) toast('Add a provider first: it says who serves the model.', 'bad');
    if (!items?.length) return;
    const saved = await modelDialog(items, {model});
    if (!saved) return;
    toast(`${saved} is saved.`);
    this.model.reload();
    this.reload();
  }

  async erase() {
    if (await deleteModel(this.name)) go('/models');
  }
}
customElements.define('model-page', ModelPage);
