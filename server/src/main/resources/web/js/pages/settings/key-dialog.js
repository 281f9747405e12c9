// The form that makes an API key.
import {html, nothing} from 'lit';
import {openForm} from '../../components/dialogs.js';
import {errorBox} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {api} from '../../lib/api.js';

export const SCOPES = [
  ['tuner:read', 'See studies and their trials'],
  ['tuner:write', 'Make and change studies, ask for trials and tell their values; includes reading'],
  ['tool-eval:read', 'See suites, models, tunes and jobs'],
  ['tool-eval:write', 'Import suites, register models and providers, start tunes; includes reading'],
  ['worker', 'Take work and report what came of it; for machines that evaluate'],
  ['admin', 'Everything, keys included'],
];
const DAY = 86_400_000;
const EXPIRIES = [['', 'never'], ['1', 'in a day'], ['7', 'in a week'], ['30', 'in 30 days'], ['90', 'in 90 days'], ['365', 'in a year'], ['at', 'at a time I choose']];
const FIELDS = /^(name|scopes(\[\d+\])?|expires_at|rate_limit_rpm)$/;

/** Resolves to the key that was made, its secret text included. */
export function keyDialog() {
  const entered = {name: '', scopes: [], expiry: '90', at: '', rate: ''};
  return openForm('New key', ({close, redraw, send, busy, error}) => {
    const set = (name, value) => { entered[name] = value; redraw(); };
    const wrong = name => (error?.errors ?? []).filter(e => e.field === name || e.field.startsWith(`${name}[`)).map(e => e.message).join(' ');
    const elsewhere = error && !(error.errors?.length && error.errors.every(e => FIELDS.test(e.field)));
    const save = send(async () => {
      const expires = entered.expiry === 'at' ? new Date(entered.at) : entered.expiry ? new Date(Date.now() + Number(entered.expiry) * DAY) : null;
      const rate = Number(entered.rate);
      return api.post('/v1/keys', {
        name: entered.name.trim(), scopes: entered.scopes, expires_at: expires?.toISOString(),
        rate_limit_rpm: entered.rate.trim() === '' ? undefined : Number.isInteger(rate) ? rate : entered.rate,
      });
    });
    const why = !entered.name.trim() ? 'Give it a name.' : entered.scopes.length === 0 ? 'Choose what it may do.' : entered.expiry === 'at' && Number.isNaN(new Date(entered.at).getTime()) ? 'Choose when it ends.' : '';
    return html`
      <form class="stack" novalidate @submit=${save}>
        ${elsewhere ? errorBox(error) : nothing}
        ${field('Name', (id, about) => html`<input id=${id} aria-describedby=${about} aria-invalid=${Boolean(wrong('name'))} autocomplete="off" .value=${entered.name} @input=${event => set('name', event.target.value)}>`,
            {id: 'key-name', error: wrong('name'), hint: 'Who or what uses it, such as a machine or a person.'})}
        <fieldset class="stack tight"><legend>It may</legend>
          ${SCOPES.map(([scope, words]) => html`
            <label class="check scope"><input type="checkbox" .checked=${entered.scopes.includes(scope)}
              @change=${event => set('scopes', event.target.checked ? [...entered.scopes, scope] : entered.scopes.filter(one => one !== scope))}><span><code>${scope}</code><br><span class="small-text quiet-text">${words}</span></span></label>`)}
          ${wrong('scopes') ? html`<div class="error small-text">${wrong('scopes')}</div>` : nothing}
        </fieldset>
        <div class="fields">
          ${field('Ends', (id, about) => html`<select id=${id} aria-describedby=${about} @change=${event => set('expiry', event.target.value)}>${EXPIRIES.map(([value, words]) => html`<option value=${value} .selected=${value === entered.expiry}>${words}</option>`)}</select>`,
              {id: 'key-expiry', error: wrong('expires_at')})}
          ${entered.expiry === 'at' ? field('At', (id, about) => html`<input id=${id} type="datetime-local" aria-describedby=${about} .value=${entered.at} @input=${event => set('at', event.target.value)}>`, {id: 'key-at', hint: 'Your local time.'}) : nothing}
          ${field('Requests per minute', (id, about) => html`<input id=${id} inputmode="numeric" autocomplete="off" aria-describedby=${about} aria-invalid=${Boolean(wrong('rate_limit_rpm'))} placeholder="the server's usual" .value=${entered.rate} @input=${event => set('rate', event.target.value)}>`,
              {id: 'key-rate', error: wrong('rate_limit_rpm')})}
        </div>
        <div class="actions">
          <span class="quiet-text small-text" role="status">${why}</span>
          <button type="button" @click=${() => close()}>Cancel</button>
          <button class="primary" ?disabled=${busy || Boolean(why)}>${busy ? 'Making it…' : 'Make the key'}</button>
        </div>
      </form>`;
  });
}
