// What can be done with a tune, from its page and from the history alike.
import {html, nothing} from 'lit';
import {api, path} from '../../lib/api.js';
import {go, href} from '../../lib/router.js';
import {can} from '../../lib/session.js';
import {fileName, saveFrom} from '../../lib/download.js';
import {attempt, toast} from '../../components/messages.js';
import {confirm, openForm} from '../../components/dialogs.js';
import {profileDialog} from '../../components/profile-dialog.js';
import {field, params} from '../../components/parts.js';

const TUNES = '/api/tool-eval/param-tune';

export const tunePath = id => path`/api/tool-eval/param-tune/${id}`;
export const mayWrite = () => can('tool-eval:write');

/** Ends a tune; what it has stays. Resolves to whether it was canceled. */
export async function cancelTune(id) {
  const sure = await confirm('Cancel this tune?', 'Combinations that are done stay, with their results. The others are not evaluated any more.',
      {action: 'Cancel the tune', danger: true});
  return sure && attempt(() => api.post(`${tunePath(id)}/cancel`), 'Canceled. What was evaluated is kept.');
}

export async function deleteTune(id, name) {
  const sure = await confirm('Delete this tune?', html`The tune of <b>${name}</b> goes with all its combinations, cases and its judge report. Profiles made of it stay.`,
      {action: 'Delete', danger: true});
  return sure && attempt(() => api.delete(tunePath(id)), 'Deleted.');
}

/** Makes a combination (the best, where none is named) the current values of its model. */
export async function applyCombo(id, combo, comboId = null) {
  const sure = await confirm(`Apply to ${combo.model}?`, html`
    <div class="stack tight">${params(combo.params)}
      <p class="quiet-text">These become the model's current values, which single tasks and the playground use. They are taken as the model is really sent them, after adjustments.</p></div>`,
      {action: 'Apply'});
  return sure && attempt(() => api.post(`${tunePath(id)}/apply`, {}, {query: {combo_id: comboId}}), `${combo.model} now uses these values.`);
}

/** Keeps a combination as a profile of its model. */
export async function saveProfile(id, combo, comboId = null) {
  const saved = await profileDialog(combo.model, combo.params, {
    create: ({name, description, is_default}) => api.post(`${tunePath(id)}/save-profile`, {name, description, is_default, combo_id: comboId ?? undefined}),
  });
  if (saved) toast(`Saved as profile ${saved.name} of ${saved.model}.`);
  return Boolean(saved);
}

/** Asks for the judge and starts it. */
export async function startJudge(id, comboId = null) {
  const {items: models} = await api.list('/api/v1/models', {query: {limit: 1000}}).catch(() => ({items: []}));
  const draft = {model: models[0]?.name ?? '', criteria: ''};
  const started = await openForm('Have the answers judged', ({close, send, busy, error}) => html`
    <form @submit=${send(() => api.post(`${tunePath(id)}/judge`, {model: draft.model, criteria: draft.criteria || undefined, combo_id: comboId ?? undefined}))}>
      <p class="quiet-text">A model reads each answer of ${comboId ? `combination ${comboId}` : 'the best combination'} and says whether it is correct, and why. That is one call for each case. An earlier report of this tune is replaced.</p>
      ${field('Judge', name => html`<select id=${name} required @change=${event => { draft.model = event.target.value; }}>${models.map(one => html`
          <option value=${one.name} ?selected=${one.name === draft.model}>${one.display_name ?? one.name}</option>`)}</select>`, {id: 'judge-model', error: error?.of('model') ?? ''})}
      ${field('Criteria', name => html`<textarea id=${name} rows="3" maxlength="10000" @input=${event => { draft.criteria = event.target.value; }}></textarea>`,
          {id: 'judge-criteria', hint: 'Optional: what else the judge is to look at.', error: error?.of('criteria') ?? ''})}
      ${error && !error.of('model') && !error.of('criteria') ? html`<p class="notice bad" role="alert">${error.message}</p>` : nothing}
      <div class="actions"><button type="button" @click=${() => close()}>Cancel</button><button class="primary" ?disabled=${busy || models.length === 0}>Judge</button></div>
    </form>`);
  if (started) go(href`/tunes/${id}/judge`);
  return Boolean(started);
}

/** Buttons that save a tune as a file. */
export const exports = (id, name) => ['json', 'csv', 'html'].map(format => html`
  <button class="small quiet" title=${{json: 'The tune with all combinations', csv: 'One line for each combination', html: 'A page that needs nothing else'}[format]}
    @click=${() => attempt(() => saveFrom(`${tunePath(id)}/export`, `${fileName(name)}-${id}.${format}`, {query: {format}}))}>Export ${format.toUpperCase()}</button>`);

/** A menu below its button, over everything else: tables cut off what hangs out of them. */
export const menu = (label, items, title = label, id = '') => html`
  <button class=${id ? 'small' : ''} aria-label=${title} popovertarget=${`menu-${id}`}>${label} ▾</button>
  <div class="pop-menu" id=${`menu-${id}`} popover @toggle=${place} @click=${event => { if (event.target.closest('button, a')) event.currentTarget.hidePopover(); }}>${items}</div>`;

function place(event) {
  if (event.newState !== 'open') return;
  const menuBox = event.target.getBoundingClientRect();
  const button = event.target.previousElementSibling.getBoundingClientRect();
  const below = button.bottom + menuBox.height + 4 <= innerHeight;
  event.target.style.left = `${Math.max(8, Math.min(button.left, document.documentElement.clientWidth - menuBox.width - 8))}px`;
  event.target.style.top = `${below ? button.bottom + 2 : Math.max(8, button.top - menuBox.height - 2)}px`;
}

export const listTunes = (query, signal) => api.list(TUNES, {query, signal});
