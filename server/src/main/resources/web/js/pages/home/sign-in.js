import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {session, signIn} from '../../lib/session.js';

/** Asks for an API key, which is changed for a token and forgotten. */
class SignIn extends Element {
  static properties = {error: {state: true}, busy: {state: true}};

  render() {
    return html`
      <form class="sign-in" @submit=${event => this.submit(event)}>
        <span class="brand"><img src="/assets/icon.svg" alt="">Asktell</span>
        <h1>Sign in</h1>
        ${session.reason && !this.error ? html`<p class="notice warn" role="status">${session.reason}</p>` : nothing}
        <div class="field">
          <label for="key">API key</label>
          <input id="key" type="password" autocomplete="off" spellcheck="false" required aria-describedby="key-about" aria-invalid=${this.error ? 'true' : 'false'}>
          <div id="key-about">
            ${this.error ? html`<div class="error" role="alert">${this.error}</div>` : nothing}
            <div class="hint">The key is changed for a token of 15 minutes, which renews itself while this page is open. The key itself is not kept.
              The server's first start printed one; <code>asktell key create</code> makes more.</div>
          </div>
        </div>
        <button class="primary" ?disabled=${this.busy}>${this.busy ? 'Signing in …' : 'Sign in'}</button>
      </form>`;
  }

  firstUpdated() { this.querySelector('#key').focus(); }

  async submit(event) {
    event.preventDefault();
    const input = this.querySelector('#key');
    this.busy = true;
    this.error = '';
    try {
      await signIn(input.value);
      input.value = '';
    } catch (error) {
      this.error = error instanceof TypeError ? 'The server does not answer. Try again in a moment.' : error.message;
      input.select();
    }
    this.busy = false;
  }
}
customElements.define('sign-in', SignIn);
