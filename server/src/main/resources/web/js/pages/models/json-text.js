// A box for JSON that is checked while it is typed.
import {html, nothing} from 'lit';

/**
 * Reads a text: {value, error, note}. An empty text has no value. `check(value)` gives a note in words about what it found, or throws an
 * Error that says what is wrong.
 */
export function readJson(text, check = () => 'This is JSON.') {
  if (text.trim() === '') return {value: undefined, error: '', note: ''};
  try {
    const value = JSON.parse(text);
    return {value, error: '', note: check(value)};
  } catch (error) {
    return {value: undefined, error: error.message, note: ''};
  }
}

/** The box with its line of findings. `serverError` is what the server said about it. */
export function jsonText(label, {id, text, reading, set, hint = '', serverError = '', rows = 8, disabled = false}) {
  const about = `${id}-about`;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <textarea class="code" id=${id} rows=${rows} spellcheck="false" autocomplete="off" aria-describedby=${about} aria-invalid=${Boolean(reading.error || serverError)} ?disabled=${disabled}
        .value=${text} @input=${event => set(event.target.value)}></textarea>
      <div id=${about} class="json-about" aria-live="polite">
        ${serverError ? html`<div class="error">${serverError}</div>` : nothing}
        ${reading.error ? html`<div class="error">${reading.error}</div>` : html`<div class="hint">${reading.note || hint || ' '}</div>`}
      </div>
    </div>`;
}

/** What the server said about a field and all below it, in one text. */
export const below = (error, field) =>
    (error?.errors ?? []).filter(e => e.field === field || e.field.startsWith(`${field}.`) || e.field.startsWith(`${field}[`))
        .map(e => `${e.field}: ${e.message}`).join('; ');
