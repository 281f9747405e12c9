// What every page is made of: an element without shadow (one style sheet for all), and data that loads, fails and renews itself.
import {LitElement, html, nothing} from 'lit';
import {errorBox, skeleton} from '../components/messages.js';

/** An element that draws into the document itself. */
export class Element extends LitElement {
  createRenderRoot() { return this; }
}

/** A page. `route` has the parameters of the address; `routeChanged(before)` is called when only they changed, and first. */
export class Page extends Element {
  static properties = {route: {attribute: false}};

  willUpdate(changed) {
    if (changed.has('route')) this.routeChanged(changed.get('route'));
  }

  routeChanged() {}

  /** The text of the window's title, once it is known. */
  setTitle(text) { document.title = `${text} · Asktell`; }
}

/**
 * Something the server tells, as a Lit controller. `fetch(signal)` gets it; `every` seconds it is got again while the tab is seen, and then the
 * old data stay until the new are there. A failed renewal keeps them too: `error` says so.
 */
export class Resource {
  constructor(host, fetch, {every = 0, start = true} = {}) {
    Object.assign(this, {host, fetch, every, start, data: undefined, error: null, loading: false});
    host.addController(this);
  }

  hostConnected() { if (this.start) this.reload(); }

  hostDisconnected() {
    this.abort?.abort();
    clearTimeout(this.timer);
  }

  /** Forgets what it had: for another address, not for another look at the same. */
  restart() {
    this.data = undefined;
    return this.reload();
  }

  async reload() {
    this.start = true;
    this.abort?.abort();
    clearTimeout(this.timer);
    const abort = this.abort = new AbortController();
    this.loading = true;
    this.host.requestUpdate();
    try {
      const data = await this.fetch(abort.signal);
      if (abort.signal.aborted) return;
      this.data = data;
      this.error = null;
    } catch (error) {
      if (abort.signal.aborted || error.name === 'AbortError') return;
      this.error = error;
    }
    this.loading = false;
    this.host.requestUpdate();
    this.schedule();
  }

  schedule() {
    const seconds = typeof this.every === 'function' ? this.every(this.data) : this.every;
    if (!seconds || !this.host.isConnected) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => document.hidden ? this.schedule() : this.reload(), seconds * 1000);
  }

  /** Skeleton, error, or what `ready(data)` draws; with old data an error is a line above them. */
  render(ready, {loading = skeleton} = {}) {
    if (this.data === undefined) return this.error ? errorBox(this.error, () => this.reload()) : loading();
    return html`${this.error ? errorBox(this.error, () => this.reload()) : nothing}${ready(this.data)}`;
  }
}
