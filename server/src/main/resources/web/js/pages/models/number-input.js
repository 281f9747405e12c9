import {html} from 'lit';
import {Element} from '../../lib/page.js';

/** A number, or a text that is none yet, or undefined when it is empty. */
const read = text => {
  if (text.trim() === '') return undefined;
  const number = Number(text.trim().replace(/^−/, '-'));
  return Number.isFinite(number) ? number : text;
};

/** A box for a number that keeps what is being typed as it is. Event `value-changed`; arrow keys move by `step`. */
class NumberInput extends Element {
  static properties = {
    value: {attribute: false},
    step: {type: Number},
    placeholder: {},
    inputId: {attribute: false},
    describedBy: {attribute: false},
    invalid: {type: Boolean},
    disabled: {type: Boolean},
    text: {state: true},
  };

  constructor() {
    super();
    this.step = 1;
    this.placeholder = '';
    this.text = '';
  }

  willUpdate(changed) {
    if (changed.has('value') && read(this.text) !== this.value) this.text = this.value === undefined ? '' : String(this.value);
  }

  render() {
    return html`
      <input class="number-box" inputmode="decimal" autocomplete="off" spellcheck="false" id=${this.inputId} aria-describedby=${this.describedBy}
        aria-invalid=${this.invalid} placeholder=${this.placeholder} ?disabled=${this.disabled} .value=${this.text}
        @input=${event => this.set(event.target.value)} @keydown=${event => this.arrow(event)}>`;
  }

  set(text) {
    this.text = text;
    this.value = read(text);
    this.dispatchEvent(new CustomEvent('value-changed', {detail: this.value}));
  }

  arrow(event) {
    const way = {ArrowUp: 1, ArrowDown: -1}[event.key];
    if (!way || (this.value !== undefined && typeof this.value !== 'number')) return;
    event.preventDefault();
    const from = this.value ?? (Number(this.placeholder) || 0);
    this.set(String(Number((from + way * this.step).toPrecision(12))));
  }
}
customElements.define('number-input', NumberInput);
