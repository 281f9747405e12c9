import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {href} from '../../lib/router.js';
import {confirm} from '../../components/dialogs.js';
import {attempt, empty, toast} from '../../components/messages.js';
import {badge, params, since} from '../../components/parts.js';
import {drafts, faults, same} from './values.js';
import {profileDialog} from '../../components/profile-dialog.js';
import '../../components/data-table.js';

/** The values kept for a model under names. */
class ModelProfiles extends Element {
  static properties = {name: {}, config: {attribute: false}, profiles: {attribute: false}, changed: {attribute: false}};

  get draft() { return drafts.read(`model:${this.name}`)?.values; }

  render() {
    const values = this.draft ?? this.config.saved_values;
    return html`
      <div class="stack">
        ${can('tool-eval:write') ? html`
          <section class="card row spread" aria-label="Values in force">
            <div class="stack tight">
              <h2>${this.draft ? 'Unsaved values' : 'Saved values'}</h2>
              ${Object.keys(values).length ? params(values) : html`<span class="quiet-text">None are saved: ${this.profiles.some(one => one.is_default) ? 'the default profile counts.' : 'the defaults count.'}</span>`}
            </div>
            <button @click=${() => this.saveCurrent(values)}>Save as profile</button>
          </section>` : nothing}
        ${this.profiles.length === 0
          ? empty('No profile yet', 'A profile keeps parameter values under a name. Save the current values as one, or the best combination of a tune.',
              html`<a class="button" href=${href`/models/${this.name}`}>Set parameters</a>`)
          : html`<data-table class="settings-table" label="Profiles" .rows=${this.profiles} .columns=${this.columns()}></data-table>`}
        <p class="quiet-text small-text">What counts for a task, the later over the earlier: the model's defaults, the default profile, the saved values, what the task sets itself. Tunes send their own parameters alone.</p>
      </div>`;
  }

  columns() {
    return [
      {key: 'name', title: 'Profile', wrap: true, cell: one => html`
        <b>${one.name}</b> ${one.is_default ? badge('default', 'good') : nothing} ${same(one.params, this.config.saved_values) ? badge('in force', 'info') : nothing} ${one.run_id ? badge('from a tune') : nothing}
        ${one.description ? html`<div>${one.description}</div>` : nothing}<div class="quiet-text small-text">changed ${since(one.updated_at)}</div>`},
      {key: 'params', title: 'Values', wrap: true, cell: one => html`${params(one.params)}${Object.entries(faults(this.config.generation_schema, one.params)).map(([name, text]) => html`<div class="error small-text">${name} ${text}</div>`)}`},
      {key: 'actions', title: html`<span class="visually-hidden">Actions</span>`, cell: one => this.actions(one)},
    ];
  }

  actions(profile) {
    return html`
      <span class="row table-actions">
        <a class="button small" href=${`#/compare-parameters?a=current&a_model=${encodeURIComponent(this.name)}&b=${encodeURIComponent(`profile:${profile.id}`)}&b_model=${encodeURIComponent(this.name)}`}>Compare</a>
        ${can('tool-eval:write') ? html`
          <button class="small" aria-label=${`Apply ${profile.name}`} @click=${() => this.apply(profile)}>Apply</button>
          <button class="small" aria-label=${`${profile.is_default ? 'Do not use' : 'Use'} ${profile.name} as default`} @click=${() => this.makeDefault(profile)}>${profile.is_default ? 'Not default' : 'Make default'}</button>
          <button class="small" aria-label=${`Edit ${profile.name}`} @click=${() => this.edit(profile)}>Edit</button>
          <button class="small danger" aria-label=${`Delete ${profile.name}`} @click=${() => this.erase(profile)}>Delete</button>` : nothing}
      </span>`;
  }

  async saveCurrent(values) {
    const saved = await profileDialog(this.name, values, {profiles: this.profiles});
    if (saved) this.done(`Profile ${saved.name} is saved.`);
  }

  async edit(profile) {
    const saved = await profileDialog(this.name, profile.params, {profile, profiles: this.profiles});
    if (saved) this.done(`Profile ${saved.name} is saved.`);
  }

  async apply(profile) {
    if (this.draft && !await confirm(`Apply ${profile.name}?`, 'The Parameters tab has unsaved changes; they are discarded.', {action: 'Apply', danger: true})) return;
    if (await attempt(() => api.post(path`/api/tool-eval/profiles/${profile.id}/apply`), `${profile.name} is applied. Every later task uses its values.`)) {
      drafts.drop(`model:${this.name}`);
      this.changed();
    }
  }

  async makeDefault(profile) {
    const body = {name: profile.name, model: profile.model, description: profile.description ?? undefined, params: profile.params, is_default: !profile.is_default};
    if (await attempt(() => api.put(path`/api/tool-eval/profiles/${profile.id}`, body), body.is_default ? `${profile.name} is the default now.` : `${profile.name} is no default any more.`)) this.changed();
  }

  async erase(profile) {
    const sure = await confirm(`Delete ${profile.name}?`, profile.is_default ? 'It is the default profile; the model\'s own defaults count then. Saved values stay as they are.' : 'Saved values stay as they are.', {action: 'Delete', danger: true});
    if (sure && await attempt(() => api.delete(path`/api/tool-eval/profiles/${profile.id}`), `${profile.name} is deleted.`)) this.changed();
  }

  done(text) {
    toast(text);
    this.changed();
  }
}
customElements.define('model-profiles', ModelProfiles);
