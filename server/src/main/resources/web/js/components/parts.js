// Small pieces that appear everywhere.
import {html, nothing} from 'lit';
import {ref} from 'lit/directives/ref.js';
import {ago, paramValue, stateKind, time, utc} from '../lib/format.js';

export const badge = (text, kind = '', live = false) => html`<span class="badge ${kind} ${live ? 'live' : ''}">${text}</span>`;

/** The state of a trial, study or job. */
export const state = value => badge(value, stateKind(value), value === 'running' || value === 'RUNNING');

/** Local time, UTC on hover. */
export const at = text => text ? html`<time datetime=${text} title=${utc(text)}>${time(text)}</time>` : '–';

/** How long ago, exact time on hover. */
export const since = text => text ? html`<time datetime=${text} title=${`${time(text)} (${utc(text)})`}>${ago(text)}</time>` : '–';

export const tile = (label, value, note = nothing) => html`
  <div class="tile"><div class="label">${label}</div><div class="value">${value}</div>${note === nothing ? nothing : html`<div class="note">${note}</div>`}</div>`;

/** share: 0 to 1. */
export const meter = (share, label, kind = '') => html`
  <div class="meter ${kind}" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round((share || 0) * 100)}>
    <span .style=${`width:${Math.min(100, Math.max(0, (share || 0) * 100))}%`}></span></div>`;

/** Parameters as name=value chips. */
export const params = values => html`
  <div class="params">${Object.entries(values ?? {}).map(([name, value]) => html`<span class="param"><b>${name}</b> ${paramValue(value)}</span>`)}</div>`;

/** Links that look like tabs. items: [{id, label, href}]. */
export const tabs = (label, items, current) => html`
  <nav class="tabs" aria-label=${label}>${items.map(item => html`
    <a href=${item.href} aria-current=${item.id === current ? 'page' : 'false'} ${item.id === current ? ref(reveal) : nothing}>${item.label}</a>`)}</nav>`;

/** Where tabs are wider than the page, scrolls the current one into view. */
function reveal(tab) {
  if (tab) requestAnimationFrame(() => { tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - tab.offsetWidth / 2; });
}

/** Heading of a page: crumbs above, actions at the right. */
export const pageHead = (title, {lead = nothing, crumbs = nothing, actions = nothing} = {}) => html`
  <header class="page-head">
    <div>${crumbs === nothing ? nothing : html`<div class="crumbs">${crumbs}</div>`}<h1>${title}</h1>${lead === nothing ? nothing : html`<div class="lead">${lead}</div>`}</div>
    <div class="row">${actions}</div>
  </header>`;

let fields = 0;

/**
 * A labelled control. `control(id, describedBy)` draws it, with that id; `error` is what the server or the form says about it.
 */
export function field(label, control, {hint = '', error = '', id = `field-${fields++}`} = {}) {
  const described = `${id}-about`;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control(id, described)}
      <div id=${described}>${error ? html`<div class="error">${error}</div>` : nothing}${hint ? html`<div class="hint">${hint}</div>` : nothing}</div>
    </div>`;
}

export const facts = pairs => html`
  <dl class="facts">${pairs.filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;

/** JSON to read. */
export const json = value => html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`;
