// Calls of tools as people read them: get_weather(city="Oslo", days=1).
import {html, nothing} from 'lit';

const shown = value => JSON.stringify(value);

/** A call a model made. */
const callText = call =>
    `${call.name}(${Object.entries(call.arguments ?? {}).map(([name, value]) => `${name}=${shown(value)}`).join(', ')})`;

/** Calls a model made; none is said in words. */
export const calls = list => list?.length
  ? html`<ul class="calls">${list.map(call => html`<li><code>${callText(call)}</code></li>`)}</ul>`
  : html`<span class="quiet-text">no call</span>`;

/** What is accepted for one argument: one value, or several, "" among them if it may be left out. */
function accepted(values) {
  const list = Array.isArray(values) ? values : [values];
  const given = list.filter(value => value !== '');
  return html`${given.map((value, i) => html`${i > 0 ? html`<span class="quiet-text"> or </span>` : nothing}<code>${shown(value)}</code>`)}${
    given.length < list.length ? html` <span class="quiet-text">${given.length ? '(may be left out)' : 'empty or left out'}</span>` : nothing}`;
}

/** The calls of a right answer. */
export function expectedCalls({expected_calls: list, any_call: any}) {
  if (any) return html`<span>any call</span>`;
  if (!list?.length) return html`<span class="quiet-text">no call</span>`;
  return html`<ul class="calls">${list.map(call => html`
    <li><code>${call.name}</code>
      <dl class="arguments">${Object.entries(call.arguments ?? {}).map(([name, values]) => html`<dt><code>${name}</code></dt><dd>${accepted(values)}</dd>`)}</dl></li>`)}</ul>`;
}
