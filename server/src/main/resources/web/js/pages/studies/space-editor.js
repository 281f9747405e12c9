// The search space as rows, one for each parameter, with what the server says about each field at its control.
import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {field} from '../../components/parts.js';
import {EMPTY_PARAMETER} from './study-form.js';

/** `rows` are those of the form; every change is told by the event `rows` with the new ones. `failure` is the ApiError that says what is wrong. */
class SpaceEditor extends Element {
  static properties = {rows: {attribute: false}, failure: {attribute: false}};

  constructor() {
    super();
    this.rows = [];
    this.failure = null;
  }

  error(name) { return this.failure?.of?.(name) ?? ''; }
  tell(rows) { this.dispatchEvent(new CustomEvent('rows', {detail: rows})); }
  change(i, part) { this.tell(this.rows.map((row, k) => k === i ? {...row, ...part} : row)); }

  render() {
    return html`
      <div class="stack tight">
        ${this.rows.map((row, i) => this.row(row, i))}
        <div class="row">
          ${[['float', 'Add a number'], ['int', 'Add a whole number'], ['categorical', 'Add choices']].map(([type, label]) => html`
            <button type="button" @click=${() => this.tell([...this.rows, {...EMPTY_PARAMETER, type}])}>${label}</button>`)}
        </div>
        ${this.error('search_space') ? html`<div class="field"><div class="error">${this.error('search_space')}</div></div>` : nothing}
      </div>`;
  }

  row(row, i) {
    const said = name => this.error(`search_space[${i}]${name ? `.${name}` : ''}`);
    const title = row.name || `Parameter ${i + 1}`;
    const input = (label, key, more = {}) => field(label, (id, described) => html`
      <input id=${id} aria-describedby=${described} aria-invalid=${Boolean(more.error ?? said(key))} autocomplete="off" spellcheck="false" inputmode=${more.mode ?? nothing} placeholder=${more.placeholder ?? ''}
        .value=${row[key]} @input=${event => this.change(i, {[key]: event.target.value})}>`, {id: `space-${i}-${key}`, error: more.error ?? said(key), hint: more.hint ?? ''});
    return html`
      <fieldset class="card space-row" aria-label=${title}>
        <div class="space-fields">
          ${input('Name', 'name', {error: said('name') || said('')})}
          ${field('Type', (id, described) => html`<select id=${id} aria-describedby=${described} @change=${event => this.change(i, {type: event.target.value})}>
            ${[['float', 'number'], ['int', 'whole number'], ['categorical', 'choices']].map(([type, label]) => html`<option value=${type} ?selected=${type === row.type}>${label}</option>`)}</select>`, {id: `space-${i}-type`, error: said('type')})}
          ${row.type === 'categorical' ? html`<div class="space-wide">${input('Choices', 'choices', {placeholder: 'sgd, adam, adamw', error: this.ofList(i, 'choices')})}</div>` : html`
            ${input('Low', 'low', {mode: 'decimal'})}
            ${input('High', 'high', {mode: 'decimal'})}
            ${input('Step', 'step', {mode: 'decimal', placeholder: row.type === 'int' ? '1' : 'none'})}`}
          <div class="row space-end">
            ${row.type === 'categorical'
              ? html`<label class="check"><input type="checkbox" .checked=${row.ordered} @change=${event => this.change(i, {ordered: event.target.checked})}>Ordered</label>`
              : html`<label class="check"><input type="checkbox" .checked=${row.log} @change=${event => this.change(i, {log: event.target.checked})}>Log scale</label>`}
            <button type="button" class="small quiet" aria-label=${`Move ${title} up`} ?disabled=${i === 0} @click=${() => this.move(i, i - 1)}>↑</button>
            <button type="button" class="small quiet" aria-label=${`Move ${title} down`} ?disabled=${i === this.rows.length - 1} @click=${() => this.move(i, i + 1)}>↓</button>
            <button type="button" class="small" aria-label=${`Remove ${title}`} ?disabled=${this.rows.length === 1} @click=${() => this.tell(this.rows.filter((_, k) => k !== i))}>Remove</button>
          </div>
        </div>
        ${said('log') ? html`<div class="field"><div class="error">${said('log')}</div></div>` : nothing}
        ${this.condition(row, i, input)}
      </fieldset>`;
  }

  condition(row, i, input) {
    const others = this.rows.filter((one, k) => k !== i && one.name);
    const error = this.error(`search_space[${i}].when`);
    return html`
      <details class="space-when" ?open=${Boolean(row.whenParam || error)}><summary class="small-text">Only under a condition</summary>
        <div class="fields">
          ${field('When', (id, described) => html`<select id=${id} aria-describedby=${described} aria-invalid=${Boolean(error)} @change=${event => this.change(i, {whenParam: event.target.value})}>
            <option value="">Always active</option>${others.map(one => html`<option value=${one.name} ?selected=${one.name === row.whenParam}>${one.name}</option>`)}
            ${row.whenParam && !others.some(one => one.name === row.whenParam) ? html`<option value=${row.whenParam} selected>${row.whenParam}</option>` : nothing}</select>`,
            {id: `space-${i}-when`, error})}
          ${row.whenParam ? input('is one of', 'whenIn', {placeholder: 'sgd, adam', error: ''}) : nothing}
        </div>
      </details>`;
  }

  /** Errors of a list and of its entries. */
  ofList(i, name) {
    const whole = this.error(`search_space[${i}].${name}`);
    return whole || [0, 1, 2, 3, 4, 5, 6, 7].map(k => this.error(`search_space[${i}].${name}[${k}]`)).find(Boolean) || '';
  }

  move(from, to) {
    const rows = [...this.rows];
    rows.splice(to, 0, ...rows.splice(from, 1));
    this.tell(rows);
  }
}
customElements.define('space-editor', SpaceEditor);
