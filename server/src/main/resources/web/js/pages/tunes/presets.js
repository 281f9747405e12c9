// Search spaces kept under names: load, save, delete.
import {html, nothing} from 'lit';
import {api, path} from '../../lib/api.js';
import {attempt, toast} from '../../components/messages.js';
import {confirm, openForm} from '../../components/dialogs.js';
import {field} from '../../components/parts.js';

const PRESETS = '/api/tool-eval/presets';

/** list: Resource of presets; load(space) takes one into the form, space() gives the form's to save, or null while it is not valid. */
export function presetBar({list, chosen, choose, load, space, write}) {
  const presets = list.data ?? [];
  const current = presets.find(one => one.id === chosen);
  return html`<div class="toolbar presets">
    ${field('Preset', id => html`<select id=${id} @change=${event => choose(event.target.value)}>
      <option value="" ?selected=${!current}>${presets.length ? 'Choose a preset' : 'None saved yet'}</option>
      ${presets.map(one => html`<option value=${one.id} ?selected=${one.id === chosen} title=${one.description ?? nothing}>${one.name}</option>`)}</select>`, {id: 'preset'})}
    <button ?disabled=${!current} @click=${() => { load(current.search_space); toast(`Preset ${current.name} is loaded.`); }}>Load</button>
    ${write ? html`<button ?disabled=${!space()} title=${space() ? nothing : 'The search space has to be valid first'} @click=${() => save(presets, space(), list, choose)}>Save as</button>
    <button class="quiet" ?disabled=${!current} @click=${() => remove(current, list, choose)}>Delete</button>` : nothing}
  </div>`;
}

async function save(presets, space, list, choose) {
  let name = '';
  let description = '';
  const saved = await openForm('Save the search space as a preset', ({close, redraw, send, busy, error}) => {
    const same = presets.find(one => one.name === name.trim());
    const body = () => ({name: name.trim(), search_space: space, ...(description ? {description} : {})});
    return html`<form @submit=${send(() => same ? api.put(path`/api/tool-eval/presets/${same.id}`, body()) : api.post(PRESETS, body()))}>
      ${field('Name', id => html`<input id=${id} required maxlength="200" autocomplete="off" @input=${event => { name = event.target.value; redraw(); }}>`,
          {id: 'preset-name', error: error ? error.of?.('name') || error.message : '', hint: same ? 'There is a preset of this name; it will be replaced.' : ''})}
      ${field('Description', id => html`<input id=${id} maxlength="2000" autocomplete="off" @input=${event => { description = event.target.value; }}>`, {id: 'preset-text', hint: 'Optional.'})}
      <div class="actions"><button type="button" @click=${() => close()}>Cancel</button><button class="primary" ?disabled=${busy || !name.trim()}>${same ? 'Replace' : 'Save'}</button></div>
    </form>`;
  });
  if (!saved) return;
  toast(`Saved as preset ${saved.name}.`);
  await list.reload();
  choose(saved.id);
}

async function remove(preset, list, choose) {
  if (!await confirm('Delete this preset?', html`The preset <b>${preset.name}</b> goes. Tunes made with it stay as they are.`, {action: 'Delete', danger: true})) return;
  if (await attempt(() => api.delete(path`/api/tool-eval/presets/${preset.id}`), 'Deleted.')) {
    choose('');
    list.reload();
  }
}
