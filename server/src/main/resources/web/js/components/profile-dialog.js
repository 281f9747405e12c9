// The form that gives values a name.
import {html, nothing} from 'lit';
import {openForm} from './dialogs.js';
import {errorBox} from './messages.js';
import {field, params} from './parts.js';
import {api, path} from '../lib/api.js';

/**
 * Saves `values` of a model as a profile, or changes one. Resolves to the profile, undefined if none was saved. `create` sends a new one, where it does not go to
 * the list of profiles.
 */
export function profileDialog(model, values, {profile = null, profiles = [], create = body => api.post('/api/tool-eval/profiles', body)} = {}) {
  const entered = {name: profile?.name ?? '', description: profile?.description ?? '', is_default: profile?.is_default ?? false};
  return openForm(profile ? `Edit ${profile.name}` : 'Save as a profile', ({close, redraw, send, busy, error}) => {
    const taken = profiles.find(one => one.name === entered.name.trim() && one.id !== profile?.id);
    const save = send(async () => {
      const target = profile ?? taken;
      const body = {name: entered.name.trim(), model, description: entered.description.trim() || undefined, params: values, is_default: entered.is_default};
      return target ? api.put(path`/api/tool-eval/profiles/${target.id}`, body) : create(body);
    });
    const clash = error?.code === 'name_taken';
    const wrong = name => error?.of?.(name) || (clash && name === 'name' ? error.message : '');
    const elsewhere = error && !clash && !(error.errors?.length && error.errors.every(e => ['name', 'description'].includes(e.field)));
    return html`
      <form class="stack" novalidate @submit=${save}>
        ${elsewhere ? errorBox(error) : nothing}
        ${field('Name', (id, about) => html`<input id=${id} aria-describedby=${about} aria-invalid=${Boolean(wrong('name'))} .value=${entered.name} autocomplete="off" @input=${event => { entered.name = event.target.value; redraw(); }}>`,
            {id: 'profile-name', error: wrong('name'), hint: taken ? (profile ? 'Another profile has this name.' : 'A profile has this name already; it will be replaced.') : ''})}
        ${field('Description', (id, about) => html`<input id=${id} aria-describedby=${about} .value=${entered.description} autocomplete="off" @input=${event => { entered.description = event.target.value; }}>`,
            {id: 'profile-description', error: wrong('description')})}
        <label class="check"><input type="checkbox" .checked=${entered.is_default} @change=${event => { entered.is_default = event.target.checked; }}>Make it the default: it counts whenever nothing else is set</label>
        <div class="field"><span class="label">Values</span>${Object.keys(values).length ? params(values) : html`<span class="quiet-text">None: everything is left to the defaults.</span>`}</div>
        <div class="actions">
          <button type="button" @click=${() => close()}>Cancel</button>
          <button class="primary" ?disabled=${busy || !entered.name.trim() || Boolean(profile && taken)}>${busy ? 'Saving…' : taken && !profile ? 'Replace' : 'Save'}</button>
        </div>
      </form>`;
  });
}
