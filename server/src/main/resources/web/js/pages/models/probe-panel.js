import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {can} from '../../lib/session.js';
import {count, duration, plural} from '../../lib/format.js';
import {errorBox, toast} from '../../components/messages.js';
import {badge, since} from '../../components/parts.js';
import {onProbe, probe, probing} from './probes.js';

const CALLS_LEAST = 5;
const CALLS_MOST = 10;

/** Where the knowledge of a model's parameters comes from, and the button that asks the endpoint itself. */
class ProbePanel extends Element {
  static properties = {name: {}, config: {attribute: false}, registered: {type: Boolean}, changed: {attribute: false}, error: {state: true}};

  connectedCallback() {
    super.connectedCallback();
    this.forget = onProbe(news => this.heard(news));
    this.clock = setInterval(() => { if (probing(this.name)) this.requestUpdate(); }, 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
    clearInterval(this.clock);
  }

  heard({name, found, error}) {
    if (name !== this.name) return;
    this.error = error ?? null;
    if (found) {
      toast(`The probe is done, after ${plural(found.calls, 'call')}.`);
      this.changed();
    }
    this.requestUpdate();
  }

  render() {
    const now = probing(this.name);
    const parameters = Object.values(this.config.parameters);
    const tally = state => parameters.filter(one => one.state === state).length;
    const asked = parameters.length;
    return html`
      <section class="card stack tight" aria-label="What is known">
        <div class="row spread">
          <div class="row small-text">
            ${['supported', 'unknown', 'ignored', 'rejected'].filter(state => tally(state) > 0).map(state => html`<span>${badge(`${tally(state)} ${state}`, {supported: 'good', rejected: 'bad', ignored: 'warn'}[state] ?? '')}</span>`)}
            <span class="quiet-text">${this.origin()}</span>
          </div>
          ${can('tool-eval:write') && this.registered ? html`
            <button ?disabled=${Boolean(now)} @click=${() => { this.error = null; probe(this.name); }}>${now ? 'Probing…' : this.config.probed_at ? 'Probe again' : 'Probe'}</button>` : nothing}
        </div>
        ${now ? html`
          <div class="probe-run" role="status">
            <div class="probe-busy" aria-hidden="true"><span></span></div>
            <span class="small-text quiet-text">Asking the endpoint about ${plural(asked, 'parameter')}: some ${count(asked * CALLS_LEAST)} to ${count(asked * CALLS_MOST)} calls, ${duration(Math.round((Date.now() - now.since) / 1000))} so far. You may leave this page; what is found is kept.</span>
          </div>` : nothing}
        ${this.error ? errorBox(this.error, () => { this.error = null; probe(this.name); }) : nothing}
      </section>`;
  }

  origin() {
    const schema = {
      default: 'The schema every model starts from', registry: 'What is published for this protocol and model', manifest: 'Published, and changed by the manifest',
      registered: 'Published, and changed by the model\'s own schema',
    }[this.config.schema_source] ?? this.config.schema_source;
    return html`${schema}${this.config.probed_at ? html`, probed ${since(this.config.probed_at)}` : ', never probed'}.`;
  }
}
customElements.define('probe-panel', ProbePanel);
