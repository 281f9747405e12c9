import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {badge, since} from '../../components/parts.js';
import {stateKind} from '../../lib/format.js';
import {control} from './parameter-control.js';
import {fallback, fault, range, same, withValue} from './values.js';

const MEANING = {
  supported: 'It is sent, and works.',
  rejected: 'The endpoint refuses requests that have it, so it is not sent.',
  ignored: 'The endpoint takes it without effect, so it is not sent.',
  unknown: 'Nothing is published about it here. It is sent; a probe can tell whether it works.',
};
const PROBE = {
  supported: 'works', rejected: 'refused', ignored: 'no effect', unknown: 'cannot tell',
};

/**
 * A form drawn from a model's config. `values` has what is set, `saved` what was; the event `values-changed` has the next values.
 * `errors`: {name: text}, `profile`: the model's default profile, `hidden`: names that are not shown.
 */
class ParameterForm extends Element {
  static properties = {
    config: {attribute: false},
    values: {attribute: false},
    saved: {attribute: false},
    profile: {attribute: false},
    errors: {attribute: false},
    hidden: {attribute: false},
    prefix: {},
    disabled: {type: Boolean},
    compact: {type: Boolean},
  };

  constructor() {
    super();
    Object.assign(this, {values: {}, saved: null, profile: null, errors: {}, hidden: [], prefix: 'param', disabled: false, compact: false});
  }

  render() {
    const schema = this.config.generation_schema;
    const unheard = Object.keys(this.values).filter(name => !schema[name]);
    return html`
      <div class="param-form ${this.compact ? 'compact' : ''}">
        ${Object.entries(schema).filter(([name]) => !this.hidden.includes(name)).map(([name, spec]) => this.row(name, spec))}
        ${unheard.map(name => html`
          <div class="setting-row"><div class="param-name"><b>${name}</b></div>
            <div class="param-control"><div class="error">${this.errors[name] || 'The model has no such parameter; it would not be sent.'}</div></div>
            <div class="param-reset"><button type="button" class="small" ?disabled=${this.disabled} @click=${() => this.set(name, undefined)}>Remove</button></div></div>`)}
      </div>`;
  }

  row(name, spec) {
    const value = this.values[name];
    const beneath = fallback(name, spec, this.profile);
    const id = `${this.prefix}-${name}`;
    const error = this.errors[name] || fault(spec, value);
    const changed = this.saved !== null && !same(value, this.saved[name]);
    const source = changed ? badge('changed', 'warn') : value === undefined ? html`<span class="quiet-text">${beneath.value === undefined ? 'not set' : beneath.from}</span>` : badge('set', 'info');
    return html`
      <div class="setting-row ${changed ? 'changed' : ''}">
        <div class="param-name"><label for=${id}>${name}</label> ${source}</div>
        <div class="param-control">${control({
          spec, value, base: beneath.value, name, id, describedBy: `${id}-about`, invalid: Boolean(error), disabled: this.disabled, change: next => this.set(name, next),
        })}
          <div id=${`${id}-about`} class="param-about">
            ${error ? html`<div class="error">${error}</div>` : nothing}
            <div class="hint">${[spec.desc, this.limits(spec, beneath)].filter(Boolean).join(' ')}</div>
          </div>
        </div>
        <div class="param-reset"><button type="button" class="small quiet" ?disabled=${this.disabled || value === undefined}
          aria-label=${`Reset ${name}`} title=${`Back to ${beneath.value === undefined ? 'what the model does by itself' : `${beneath.from}: ${JSON.stringify(beneath.value)}`}`} @click=${() => this.set(name, undefined)}>Reset</button></div>
        ${this.compact ? nothing : html`<div class="param-support">${supportOf(name, spec, this.config)}</div>`}
      </div>`;
  }

  limits(spec, beneath) {
    const standard = spec.default === undefined ? 'The default is the model\'s own.' : `Default: ${JSON.stringify(spec.default)}.`;
    const known = beneath.from === 'default' ? standard : `From ${beneath.from}: ${JSON.stringify(beneath.value)}. ${standard}`;
    const limits = range(spec);
    return `${limits ? `${limits[0].toUpperCase()}${limits.slice(1)}. ` : ''}${known}`;
  }

  set(name, value) {
    this.dispatchEvent(new CustomEvent('values-changed', {detail: withValue(this.values, name, value)}));
  }
}
customElements.define('parameter-form', ParameterForm);

/** What is known of a parameter at this model: its state and who says so, its name on the wire, what the probe found. */
export function supportOf(name, spec, config) {
  const about = config.parameters[name] ?? {state: 'unknown'};
  const probe = about.probe;
  const exclusions = [spec?.excluded ?? []].flat();
  return html`
    <details class="support">
      <summary>${badge(about.state, stateKind(about.state))}${probe ? html` ${badge(`probe: ${PROBE[probe.state] ?? probe.state}`, stateKind(probe.state))}` : nothing}</summary>
      <div class="stack tight small-text">
        <div>${MEANING[about.state] ?? ''}</div>
        ${probe ? html`<div><b>Probed</b> ${since(config.probed_at)}: ${probe.evidence}.</div>` : nothing}
        ${about.source ? html`<div><b>Published</b> ${source(about)}</div>` : nothing}
        <div><b>In the request</b> <code>${about.wire_name ?? name}</code></div>
        ${spec?.below ? html`<div>Must stay below <code>${spec.below}</code>.</div>` : nothing}
        ${exclusions.map(one => html`<div>${one.reason ?? JSON.stringify(one)}</div>`)}
      </div>
    </details>`;
}

function source({source: from, date}) {
  const when = date ? ` (${date})` : '';
  return /^https?:\/\//.test(from) ? html`<a href=${from} target="_blank" rel="noopener noreferrer">${new URL(from).hostname}</a>${when}` : `${from}${when}`;
}
