// What is shown in place of data, and around it: nothing yet, an error, an empty list; and short messages in the corner.
import {html, nothing, render} from 'lit';

export const skeleton = (height = 8) => html`<div class="skeleton" role="status" aria-label="Loading" .style=${`min-height:${height}rem`}></div>`;

/** An error with what to do about it. */
export function errorBox(error, retry = null) {
  return html`
    <div class="notice bad" role="alert">
      <strong>${titleOf(error)}</strong>
      <span>${error.message}</span>
      ${error.errors?.length ? html`<ul>${error.errors.map(e => html`<li><code>${e.field}</code>: ${e.message}</li>`)}</ul>` : nothing}
      <div class="row">
        ${retry ? html`<button class="small" @click=${retry}>Try again</button>` : nothing}
        ${error.requestId && error.status >= 500 ? html`<small class="quiet-text">Request ${error.requestId}</small>` : nothing}
      </div>
    </div>`;
}

function titleOf(error) {
  if (error.status === 0) return 'The server is away';
  if (error.status === 403) return 'Your key may not do this';
  if (error.status === 404) return 'Not here';
  if (error.status === 503) return 'Not ready just now';
  return error.status >= 500 ? 'Something went wrong on the server' : 'This did not work';
}

/** An empty list, with the next step. */
export const empty = (title, text, action = nothing) => html`<div class="empty"><h2>${title}</h2><p>${text}</p>${action}</div>`;

const toasts = [];

/** kind: `good`, `bad` or `info`. Errors stay until they are closed. */
export function toast(text, kind = 'good') {
  const one = {text, kind};
  toasts.push(one);
  draw();
  if (kind !== 'bad') setTimeout(() => drop(one), 6000);
}

/** Runs an action of a button; its error becomes a message. Returns whether it went well. */
export async function attempt(action, done = '') {
  try {
    await action();
    if (done) toast(done);
    return true;
  } catch (error) {
    toast(error.errors?.length ? `${error.message} ${error.errors.map(e => `${e.field}: ${e.message}`).join(' ')}` : error.message, 'bad');
    return false;
  }
}

function drop(one) {
  const at = toasts.indexOf(one);
  if (at >= 0) toasts.splice(at, 1);
  draw();
}

function draw() {
  let place = document.querySelector('.toasts');
  if (!place) {
    place = document.body.appendChild(Object.assign(document.createElement('div'), {className: 'toasts'}));
    place.setAttribute('role', 'status');
    place.setAttribute('aria-live', 'polite');
  }
  render(toasts.map(one => html`
    <div class="toast ${one.kind}"><span>${one.text}</span><button class="quiet small" aria-label="Close message" @click=${() => drop(one)}>✕</button></div>`), place);
}
