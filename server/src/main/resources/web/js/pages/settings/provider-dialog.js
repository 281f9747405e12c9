// The form that adds a provider, or changes one.
import {html, nothing} from 'lit';
import {openForm} from '../../components/dialogs.js';
import {errorBox} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {api, path} from '../../lib/api.js';
import {DIALECTS, PROTOCOLS} from './protocols.js';

const FIELDS = ['key', 'protocol', 'dialect', 'base_url', 'api_key', 'api_key_env', 'max_concurrency', 'requests_per_minute'];

/** Resolves to the key of the provider that was saved. `taken`: the keys that others have. */
export function providerDialog(provider = null, taken = []) {
  const entered = {
    key: provider?.key ?? '', protocol: provider?.protocol ?? 'openai', dialect: provider?.dialect ?? '', base_url: provider?.base_url ?? '', api_key: '', forget: false,
    api_key_env: provider?.api_key_env ?? '', max_concurrency: provider?.max_concurrency ?? '', requests_per_minute: provider?.requests_per_minute ?? '',
  };
  return openForm(provider ? `Edit ${provider.key}` : 'Add a provider', ({close, redraw, send, busy, error}) => {
    const protocol = PROTOCOLS[entered.protocol];
    const set = (name, value) => { entered[name] = value; redraw(); };
    const wrong = name => error?.of?.(name) ?? '';
    const exists = !provider && taken.includes(entered.key.trim());
    const save = send(async () => {
      await api.put(path`/api/v1/providers/${entered.key.trim()}`, {
        protocol: entered.protocol, dialect: entered.protocol === 'openai' ? entered.dialect || undefined : undefined, base_url: entered.base_url.trim(),
        api_key: entered.forget ? '' : entered.api_key || undefined, api_key_env: entered.api_key_env.trim() || undefined,
        max_concurrency: limit(entered.max_concurrency), requests_per_minute: limit(entered.requests_per_minute),
      });
      return entered.key.trim();
    });
    const input = (name, {type = 'text', placeholder = '', readonly = false, disabled = false, inputmode} = {}) => (id, about) => html`
      <input id=${id} type=${type} aria-describedby=${about} aria-invalid=${Boolean(wrong(name))} autocomplete=${type === 'password' ? 'new-password' : 'off'} spellcheck="false" placeholder=${placeholder}
        ?readonly=${readonly} ?disabled=${disabled} inputmode=${inputmode ?? nothing} .value=${String(entered[name])} @input=${event => set(name, event.target.value)}>`;
    const elsewhere = error && !(error.errors?.length && error.errors.every(e => FIELDS.includes(e.field)));
    return html`
      <form class="stack" novalidate @submit=${save}>
        ${elsewhere ? errorBox(error) : nothing}
        ${field('Key', input('key', {readonly: Boolean(provider)}), {id: 'provider-key', error: wrong('key') || (exists ? 'There is a provider of this key; edit that one.' : ''), hint: provider ? 'A key cannot be changed.' : 'Its short name here: letters, digits, and _ . -'})}
        <div class="fields">
          ${field('Protocol', (id, about) => html`
            <select id=${id} aria-describedby=${about} @change=${event => set('protocol', event.target.value)}>
              ${Object.entries(PROTOCOLS).map(([name, one]) => html`<option value=${name} .selected=${name === entered.protocol}>${one.title}</option>`)}
            </select>`, {id: 'provider-protocol', error: wrong('protocol'), hint: protocol.hint})}
          ${entered.protocol === 'openai' ? field('Dialect', (id, about) => html`
            <select id=${id} aria-describedby=${about} @change=${event => set('dialect', event.target.value)}>
              <option value="" .selected=${!entered.dialect}>known by its address</option>
              ${DIALECTS.map(name => html`<option value=${name} .selected=${name === entered.dialect}>${name}</option>`)}
            </select>`, {id: 'provider-dialect', error: wrong('dialect'), hint: 'For a server whose address does not tell what it is.'}) : nothing}
        </div>
        ${field('Base URL', input('base_url', {placeholder: protocol.addresses[0][1], inputmode: 'url'}), {id: 'provider-url', error: wrong('base_url'), hint: html`
          <span class="row">Usual: ${protocol.addresses.map(([name, url]) => html`<button type="button" class="small quiet address" title=${url} @click=${() => set('base_url', url)}>${name}</button>`)}</span>`})}
        ${field('API key', input('api_key', {type: 'password', disabled: entered.forget, placeholder: provider?.has_api_key ? 'kept; type to replace it' : ''}),
            {id: 'provider-secret', error: wrong('api_key'), hint: `For this protocol ${protocol.key}. It is encrypted, and never shown again.`})}
        ${provider?.has_api_key ? html`<label class="check"><input type="checkbox" .checked=${entered.forget} @change=${event => set('forget', event.target.checked)}>Forget the stored key</label>` : nothing}
        ${field('Or the variable that holds it', input('api_key_env'), {id: 'provider-env', error: wrong('api_key_env'),
          hint: html`Workers read it from their environment. This server reads only what <code>ASKTELL_PROVIDER_KEY_VARIABLES</code> lists.`})}
        <div class="fields">
          ${field('Calls at once', input('max_concurrency', {inputmode: 'numeric', placeholder: 'not limited'}), {id: 'provider-concurrency', error: wrong('max_concurrency'), hint: 'At most, over all tunes of a worker.'})}
          ${field('Requests per minute', input('requests_per_minute', {inputmode: 'numeric', placeholder: 'not limited'}), {id: 'provider-rate', error: wrong('requests_per_minute'), hint: 'As your account with the provider allows.'})}
        </div>
        <div class="actions">
          <button type="button" @click=${() => close()}>Cancel</button>
          <button class="primary" ?disabled=${busy || !entered.key.trim() || !entered.base_url.trim() || exists}>${busy ? 'Saving…' : provider ? 'Save' : 'Add'}</button>
        </div>
      </form>`;
  });
}

/** A whole number, nothing, or what was typed, so that the server says what is wrong with it. */
function limit(text) {
  if (String(text).trim() === '') return undefined;
  const number = Number(text);
  return Number.isInteger(number) ? number : String(text);
}
