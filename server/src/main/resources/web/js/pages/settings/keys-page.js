import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can, session} from '../../lib/session.js';
import {setQuery} from '../../lib/router.js';
import {guardLeaving} from '../../lib/leaving.js';
import {count} from '../../lib/format.js';
import {copy} from '../../components/copy.js';
import {confirm} from '../../components/dialogs.js';
import {attempt, empty} from '../../components/messages.js';
import {at, badge, pageHead, since} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {SCOPES, keyDialog} from './key-dialog.js';

const LIMIT = 50;

/** API keys. A new one is shown once, and stays on the page until it is said to be kept. */
class KeysPage extends Page {
  static properties = {made: {state: true}, copied: {state: true}};

  list = new Resource(this, signal => api.list('/v1/keys', {query: {limit: LIMIT, offset: this.offset}, signal}), {start: false});

  get offset() { return Number(this.route.query.offset) || 0; }

  connectedCallback() {
    super.connectedCallback();
    this.unguard = guardLeaving({unsaved: () => Boolean(this.made), ask: () => this.sure()});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unguard();
    this.made = null;
  }

  routeChanged(before) {
    if (can('admin') && (!before || before.query.offset !== this.route.query.offset)) this.list.reload();
  }

  render() {
    if (!can('admin')) return html`${pageHead('Keys')}${empty('Your key may not see keys', 'Keys are made and revoked by who holds the scope admin.')}`;
    return html`
      ${pageHead('Keys', {lead: 'Who may use this server, and for what.', actions: html`<button class="primary" ?disabled=${Boolean(this.made)} @click=${() => this.create()}>New key</button>`})}
      <div class="stack">
        ${this.made ? this.secret(this.made) : nothing}
        ${this.list.render(({items, total}) => this.table(items, total))}
      </div>`;
  }

  secret(key) {
    return html`
      <section class="notice good new-key" aria-label="New key" tabindex="-1">
        <strong>${key.name} is made. This is the only time its key is shown.</strong>
        <div class="row"><code class="secret">${key.key}</code><button class="primary" @click=${() => this.copy(key)}>${this.copied ? 'Copied' : 'Copy'}</button></div>
        <span>Put it where it is used, or into a password store. The server keeps only a fingerprint and cannot show it again.</span>
        <div class="row"><button @click=${async () => { if (this.copied || await this.sure()) this.made = null; }}>I have stored it</button></div>
      </section>`;
  }

  table(keys, total) {
    if (keys.length === 0 && this.offset === 0) return empty('No key', 'The server needs no credential, or its only key is configured.', nothing);
    return html`
      <data-table class="settings-table" label="Keys" .rows=${keys} .marked=${key => key.id === session.keyId} .columns=${[
        {key: 'name', title: 'Name', wrap: true, cell: key => html`<b>${key.name}</b> ${key.id === session.keyId ? badge('yours', 'info') : nothing} ${expired(key) ? badge('ended', 'bad') : nothing}<div class="quiet-text small-text mono">${key.id}</div>`},
        {key: 'scopes', title: 'May', wrap: true, cell: key => html`<span class="row">${key.scopes.map(scope => html`<span title=${SCOPES.find(([name]) => name === scope)?.[1] ?? ''}>${badge(scope, scope === 'admin' ? 'warn' : '')}</span>`)}</span>`},
        {key: 'last_used_at', title: 'Last used', cell: key => html`${key.last_used_at ? since(key.last_used_at) : 'never'}<div class="quiet-text small-text">made ${since(key.created_at)}</div>`},
        {key: 'expires_at', title: 'Ends', cell: key => key.expires_at ? at(key.expires_at) : 'never'},
        {key: 'rate_limit_rpm', title: 'Per minute', hint: 'Requests per minute', number: true, cell: key => key.rate_limit_rpm ? count(key.rate_limit_rpm) : 'usual'},
        {key: 'actions', title: html`<span class="visually-hidden">Actions</span>`, cell: key => html`<span class="row table-actions"><button class="small danger" aria-label=${`Revoke ${key.name}`} @click=${() => this.revoke(key)}>Revoke</button></span>`},
      ]}></data-table>
      ${total > LIMIT ? pager({offset: this.offset, limit: LIMIT, total, shown: keys.length}, to => setQuery({offset: to || ''})) : nothing}`;
  }

  async create() {
    const made = await keyDialog();
    if (!made) return;
    this.copied = false;
    this.made = made;
    this.list.reload();
    await this.updateComplete;
    this.querySelector('.new-key')?.focus();
  }

  copy({key}) { return attempt(async () => { await copy(key); this.copied = true; }, 'Copied.'); }

  async sure() {
    const sure = await confirm('Is the new key stored?', 'It cannot be shown again. If it is lost, revoke it and make another.', {action: 'It is stored'});
    if (sure) this.made = null;
    return sure;
  }

  async revoke(key) {
    const own = key.id === session.keyId;
    const sure = await confirm(`Revoke ${key.name}?`, own
      ? 'You are signed in with this key. Revoking it signs you out everywhere at once, and whatever else uses it stops too.'
      : `Whatever uses it is refused at once${key.last_used_at ? '' : '; it was never used'}. This cannot be undone.`, {action: 'Revoke', danger: true, type: own ? key.name : ''});
    if (!sure) return;
    await attempt(() => api.delete(path`/v1/keys/${key.id}`), `${key.name} is revoked.`);
    if (this.made?.id === key.id) this.made = null;
    this.list.reload();
  }
}
customElements.define('keys-page', KeysPage);

const expired = key => key.expires_at && new Date(key.expires_at) <= new Date();
