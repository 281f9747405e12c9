// Questions to the reader, on the browser's own <dialog>: focus is kept inside, Escape closes.
import {html, nothing, render} from 'lit';

/**
 * Shows a dialog and resolves with what `close(value)` was called with, undefined if it was dismissed. `content({close, redraw})` draws it, and is
 * called again by `redraw()`.
 */
export function openDialog(title, content, {wide = false} = {}) {
  const before = document.activeElement;
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.className = wide ? 'wide' : '';
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  return new Promise(resolve => {
    let result;
    const close = value => {
      result = value;
      dialog.close();
    };
    const redraw = () => render(html`<div class="stack"><h2 id="dialog-title">${title}</h2>${content({close, redraw})}</div>`, dialog);
    redraw();
    dialog.addEventListener('close', () => {
      dialog.remove();
      before?.focus?.();
      resolve(result);
    });
    dialog.showModal();
  });
}

/**
 * A dialog with a form that the server may refuse. `content` also gets `send(action)` for @submit, which resolves the dialog with what the action
 * answers; `busy` meanwhile, and `error` if it was refused.
 */
export function openForm(title, content, options) {
  let busy = false;
  let error = null;
  return openDialog(title, ({close, redraw}) => {
    const send = action => async event => {
      event.preventDefault();
      busy = true;
      error = null;
      redraw();
      try {
        close(await action());
      } catch (failure) {
        busy = false;
        error = failure;
        redraw();
      }
    };
    return content({close, redraw, send, busy, error});
  }, options);
}

/** Resolves to whether it was confirmed. With `type`, that text has to be typed first. */
export async function confirm(title, text, {action = 'OK', danger = false, type = ''} = {}) {
  let typed = '';
  const answer = await openDialog(title, ({close, redraw}) => html`
    <form @submit=${event => { event.preventDefault(); close(true); }}>
      <div>${text}</div>
      ${type ? html`
        <div class="field"><label for="confirm-type">Type <code>${type}</code> to confirm</label>
          <input id="confirm-type" autocomplete="off" spellcheck="false" @input=${event => { typed = event.target.value; redraw(); }}></div>` : nothing}
      <div class="actions">
        <button type="button" @click=${() => close(false)}>Cancel</button>
        <button class=${danger ? 'danger' : 'primary'} ?disabled=${Boolean(type) && typed !== type}>${action}</button>
      </div>
    </form>`);
  return answer === true;
}
