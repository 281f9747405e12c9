import {html, nothing} from 'lit';
import {Element} from './lib/page.js';
import {currentRoute, onRoute} from './lib/router.js';
import {can, onSession, session, signOut, startSession} from './lib/session.js';
import {chooseTheme, chosenTheme} from './lib/theme.js';
import {empty, errorBox, skeleton} from './components/messages.js';
import './pages/home/sign-in.js';

const SECTIONS = [
  {id: 'home', label: 'Overview', href: '#/'},
  {id: 'tunes', label: 'Tunes', href: '#/tunes', scope: 'tool-eval:read'},
  {id: 'studies', label: 'Studies', href: '#/studies', scope: 'tuner:read'},
  {id: 'suites', label: 'Suites', href: '#/suites', scope: 'tool-eval:read'},
  {id: 'models', label: 'Models', href: '#/models', scope: 'tool-eval:read'},
  {id: 'jobs', label: 'Jobs', href: '#/jobs', scope: 'tool-eval:read'},
  {id: 'providers', label: 'Providers', href: '#/providers', scope: 'tool-eval:read'},
  {id: 'keys', label: 'Keys', href: '#/keys', scope: 'admin'},
];

/** Navigation, the page of the address, and the door: without a session the sign-in is shown, and the page stays as it was behind it. */
class AppShell extends Element {
  static properties = {route: {state: true}, menu: {state: true}, failure: {state: true}, version: {state: true}};

  constructor() {
    super();
    this.route = currentRoute();
    this.menu = false;
  }

  connectedCallback() {
    super.connectedCallback();
    onRoute(() => this.arrive());
    onSession(() => this.requestUpdate());
    this.enter();
  }

  async enter() {
    startSession();
    this.arrive();
    this.version = await fetch('/v1/tuner/health').then(answer => answer.json()).then(health => health.version).catch(() => '');
  }

  async arrive() {
    const before = this.route;
    this.route = currentRoute();
    this.menu = false;
    this.failure = null;
    document.title = `${this.route.title} · Asktell`;
    if (before.path !== this.route.path) {
      scrollTo(0, 0);
      this.querySelector('main')?.focus({preventScroll: true});
    }
    if (this.route.load && !customElements.get(this.route.tag)) {
      try {
        this.route.early(this.route);
        await this.route.load();
      } catch (error) {
        console.error(error);
        this.failure = error;
      }
    }
    this.requestUpdate();
  }

  render() {
    if (session.mode === 'out') return html`<main class="main"><sign-in></sign-in></main>`;
    return html`
      <a class="skip" href="#content" @click=${event => { event.preventDefault(); this.querySelector('main').focus(); }}>Skip to content</a>
      <div class="top">
        <a class="brand" href="#/"><img src="/assets/icon.svg" alt="">Asktell</a>
        <button aria-expanded=${this.menu} aria-controls="side" @click=${() => { this.menu = !this.menu; }}>Menu</button>
      </div>
      <header class="side ${this.menu ? 'open' : ''}" id="side">
        <a class="brand" href="#/"><img src="/assets/icon.svg" alt="">Asktell</a>
        <nav aria-label="Main">${SECTIONS.filter(one => !one.scope || can(one.scope)).map(one => html`
          <a href=${one.href} aria-current=${one.id === this.route.section ? 'page' : 'false'}>${one.label}</a>`)}</nav>
        <div class="foot">
          <label class="row">Theme
            <select class="small" @change=${event => chooseTheme(event.target.value)}>
              ${['system', 'light', 'dark'].map(choice => html`<option value=${choice} ?selected=${choice === chosenTheme()}>${choice}</option>`)}
            </select>
          </label>
          <div class="row"><a href="/docs">HTTP API</a><span>${this.version ?? ''}</span></div>
          ${session.mode === 'in' ? html`<button class="small" @click=${() => signOut()}>Sign out</button>` : nothing}
        </div>
      </header>
      <div class="main"><main class="content" id="content" tabindex="-1">${this.page()}</main></div>`;
  }

  page() {
    const {tag} = this.route;
    if (this.failure) return errorBox({status: 0, message: 'This page could not be loaded.'}, () => this.arrive());
    if (!tag) return empty('Nothing here', `There is no page ${this.route.path}.`, html`<a class="button" href="#/">Overview</a>`);
    if (!customElements.get(tag)) return skeleton(20);
    if (this.shown?.localName !== tag) this.shown = document.createElement(tag);
    this.shown.route = this.route;
    return this.shown;
  }
}
customElements.define('app-shell', AppShell);
