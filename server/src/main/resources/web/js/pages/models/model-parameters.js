import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {href} from '../../lib/router.js';
import {guardLeaving} from '../../lib/leaving.js';
import {plural} from '../../lib/format.js';
import {openDialog} from '../../components/dialogs.js';
import {toast} from '../../components/messages.js';
import {badge} from '../../components/parts.js';
import {changes, drafts, faults, same} from './values.js';
import {profileDialog} from '../../components/profile-dialog.js';
import {supportOf} from './parameter-form.js';
import './parameter-form.js';
import './probe-panel.js';

/** The values that are saved for a model, as a form. What is changed and not saved is kept in this tab. */
class ModelParameters extends Element {
  static properties = {
    name: {}, config: {attribute: false}, profiles: {attribute: false}, registered: {type: Boolean}, changed: {attribute: false},
    values: {state: true}, error: {state: true}, busy: {state: true},
  };

  connectedCallback() {
    super.connectedCallback();
    this.unguard = guardLeaving({unsaved: () => this.dirty, ask: () => this.ask(), stays: hash => hash.startsWith(href`/models/${this.name}`)});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unguard();
  }

  get key() { return `model:${this.name}`; }
  get saved() { return this.config.saved_values; }
  get dirty() { return Boolean(this.values) && !same(this.values, this.saved); }
  get profile() { return this.profiles.find(one => one.is_default) ?? null; }

  willUpdate(props) {
    if (props.has('name') || this.values === undefined) {
      const draft = drafts.read(this.key);
      this.values = draft?.values ?? this.saved;
      this.base = draft?.base ?? this.saved;
      this.error = null;
    } else if (props.has('config') && !this.dirtyAgainst(this.base)) {
      this.values = this.base = this.saved; // nothing of ours would be lost
    }
  }

  dirtyAgainst(base) { return !same(this.values, base); }

  render() {
    const problems = faults(this.config.generation_schema, this.values);
    const errors = Object.fromEntries((this.error?.errors ?? []).map(e => [e.field.replace(/^params\./, ''), e.message]));
    const rejected = Object.entries(this.config.parameters).filter(([name]) => !this.config.generation_schema[name]);
    const count = changes(this.saved, this.values).length;
    return html`
      <div class="stack">
        <probe-panel .name=${this.name} .config=${this.config} ?registered=${this.registered} .changed=${this.changed}></probe-panel>
        ${this.dirty && !same(this.base, this.saved) ? html`
          <div class="notice warn" role="status">The saved values were changed elsewhere since you began. Saving replaces them with what you see here.</div>` : nothing}
        <section class="card flush" aria-label="Parameters">
          ${can('tool-eval:write') ? html`
            <div class="card-head"><h2>Parameters</h2><span class="row">
              <button class="small" ?disabled=${Object.keys(this.values).length === 0} @click=${() => this.change({})}>Reset all to defaults</button>
              <button class="small" ?disabled=${Object.keys(problems).length > 0} @click=${() => this.saveProfile()}>Save as profile</button></span></div>` : nothing}
          <parameter-form .config=${this.config} .values=${this.values} .saved=${this.saved} .profile=${this.profile} .errors=${errors} ?disabled=${!can('tool-eval:write')}
            @values-changed=${event => this.change(event.detail)}></parameter-form>
        </section>
        ${can('tool-eval:write') ? this.bar(count, Object.keys(problems).length) : nothing}
        ${rejected.length ? this.untaken(rejected) : nothing}
      </div>`;
  }

  bar(count, problems) {
    return html`
      <div class="save-bar" role="region" aria-label="Save">
        <span role="status">${count === 0
          ? html`<span class="quiet-text">${Object.keys(this.saved).length ? `${plural(Object.keys(this.saved).length, 'value is', 'values are')} saved, for every later task.` : 'Nothing is saved; the defaults count.'}</span>`
          : html`${badge(plural(count, 'unsaved change'), 'warn')}${problems ? html` ${badge(`${problems} not taken`, 'bad')}` : nothing}${this.error ? html` ${badge('not saved', 'bad')} ${this.atFields(this.error) ? 'See the marked values.' : this.error.message}` : nothing}`}</span>
        <span class="row">
          <button ?disabled=${count === 0} @click=${() => this.discard()}>Discard changes</button>
          <button class="primary" ?disabled=${count === 0 || problems > 0 || this.busy} @click=${() => this.save()}>${this.busy ? 'Saving…' : 'Save'}</button>
        </span>
      </div>`;
  }

  atFields(error) { return error.errors?.length > 0 && error.errors.every(e => e.field.startsWith('params.')); }

  untaken(rows) {
    return html`
      <section class="card stack tight" aria-label="Not taken">
        <h2>Not taken by this model</h2>
        <p class="quiet-text small-text">These are dropped before a request is sent, and each drop is told as an adjustment.</p>
        <div class="param-dead">${rows.map(([name]) => html`<div class="param-dead-row"><code>${name}</code>${supportOf(name, null, this.config)}</div>`)}</div>
      </section>`;
  }

  change(values) {
    if (!this.dirty) this.base = this.saved;
    this.values = values;
    this.error = null;
    if (this.dirty) drafts.write(this.key, {values, base: this.base}); else drafts.drop(this.key);
  }

  discard() {
    drafts.drop(this.key);
    this.values = this.base = this.saved;
    this.error = null;
  }

  async save() {
    this.busy = true;
    this.error = null;
    try {
      await api.post(path`/api/v1/models/${this.name}/config`, {params: this.values});
      drafts.drop(this.key);
      this.base = this.values;
      await this.changed();
      return true;
    } catch (error) {
      this.error = error;
      return false;
    } finally {
      this.busy = false;
    }
  }

  async saveProfile() {
    const saved = await profileDialog(this.name, this.values, {profiles: this.profiles});
    if (saved) {
      toast(`Profile ${saved.name} is saved.`);
      this.changed();
    }
  }

  /** Save, discard or stay. */
  async ask() {
    const answer = await openDialog('Unsaved changes', ({close}) => html`
      <p>${plural(changes(this.saved, this.values).length, 'parameter')} of ${this.name} ${changes(this.saved, this.values).length === 1 ? 'is' : 'are'} changed and not saved.</p>
      <div class="actions">
        <button @click=${() => close('stay')}>Stay</button>
        <button class="danger" @click=${() => close('discard')}>Discard and leave</button>
        <button class="primary" @click=${() => close('save')}>Save and leave</button>
      </div>`);
    if (answer === 'discard') this.discard();
    return answer === 'discard' || (answer === 'save' && await this.save());
  }
}
customElements.define('model-parameters', ModelParameters);
