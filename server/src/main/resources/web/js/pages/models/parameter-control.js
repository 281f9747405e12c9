// The control of one parameter, by its type: slider and number, switch, select, text, or a list of texts.
import {html, nothing} from 'lit';
import './number-input.js';

const SLIDER_MOST = 200_000;
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1];

/** About a hundred steps over the range, of a round size. */
export function stepOf({type, min, max}) {
  const span = max - min;
  if (type === 'int') return 1;
  if (!Number.isFinite(span)) return 0.1;
  return STEPS.find(step => span / step <= 200) ?? span / 100;
}

/**
 * `value` is undefined where it is left to the default, `base` is what counts then. `change(value)` is called with what was chosen;
 * `id`, `describedBy`, `name` label it.
 */
export function control({spec, value, base, name, id, describedBy, invalid, disabled, change}) {
  const common = {spec, value, base, name, id, describedBy, invalid, disabled, change};
  switch (spec.type) {
    case 'float':
    case 'int': return number(common);
    case 'bool': return toggle(common);
    case 'list': return spec.open ? texts(common) : several(common);
    default: return spec.open ? (spec.options?.length ? open(common) : longText(common)) : select(common);
  }
}

function number({spec, value, base, name, id, describedBy, invalid, disabled, change}) {
  const sliding = spec.min !== undefined && spec.max !== undefined && spec.max - spec.min <= SLIDER_MOST;
  const step = stepOf(spec);
  const shown = typeof value === 'number' ? value : typeof base === 'number' ? base : spec.min;
  return html`
    <div class="param-number">
      ${sliding ? html`<input type="range" class=${value === undefined ? 'unset' : ''} min=${spec.min} max=${spec.max} step=${step} .value=${String(shown)}
        aria-label=${`${name}, slider`} ?disabled=${disabled} @input=${event => change(Number(event.target.value))}>` : nothing}
      <number-input .value=${value} .step=${step} .inputId=${id} .describedBy=${describedBy} ?invalid=${invalid} ?disabled=${disabled}
        placeholder=${base === undefined ? 'not set' : String(base)} @value-changed=${event => change(event.detail)}></number-input>
    </div>`;
}

function toggle({value, base, id, describedBy, disabled, change}) {
  const on = value ?? base;
  return html`
    <span class="switch ${value === undefined ? 'unset' : ''}">
      <input type="checkbox" role="switch" id=${id} aria-describedby=${describedBy} .checked=${on === true} .indeterminate=${on === undefined} ?disabled=${disabled}
        @change=${event => change(event.target.checked)}>
      <span aria-hidden="true">${on === undefined ? 'not set' : on ? 'on' : 'off'}</span>
    </span>`;
}

const unset = base => base === undefined ? 'not set' : `default (${JSON.stringify(base).replace(/^"|"$/g, '')})`;
const at = (options, value) => options.findIndex(one => one === value);

function select({spec, value, base, id, describedBy, invalid, disabled, change}) {
  const options = spec.options ?? [];
  const chosen = at(options, value);
  return html`
    <select id=${id} aria-describedby=${describedBy} aria-invalid=${invalid} ?disabled=${disabled}
      @change=${event => change(event.target.value === '' ? undefined : options[Number(event.target.value)])}>
      <option value="" ?selected=${value === undefined} .selected=${value === undefined}>${unset(base)}</option>
      ${value !== undefined && chosen < 0 ? html`<option value="" disabled selected>${String(value)} (not taken)</option>` : nothing}
      ${options.map((one, i) => html`<option value=${i} .selected=${i === chosen}>${String(one)}</option>`)}
    </select>`;
}

/** An enum that takes other texts too. */
function open({spec, value, base, name, id, describedBy, invalid, disabled, change}) {
  const options = spec.options;
  const chosen = at(options, value);
  const other = value !== undefined && chosen < 0;
  return html`
    <div class="row">
      <select id=${id} aria-describedby=${describedBy} aria-invalid=${invalid} ?disabled=${disabled}
        @change=${event => change(event.target.value === '' ? undefined : event.target.value === 'other' ? '' : options[Number(event.target.value)])}>
        <option value="" .selected=${value === undefined}>${unset(base)}</option>
        ${options.map((one, i) => html`<option value=${i} .selected=${i === chosen}>${String(one)}</option>`)}
        <option value="other" .selected=${other}>another text…</option>
      </select>
      ${other ? html`<input aria-label=${`${name}, another text`} .value=${String(value)} ?disabled=${disabled} autocomplete="off" spellcheck="false"
        @input=${event => change(event.target.value)}>` : nothing}
    </div>`;
}

function longText({value, base, id, describedBy, invalid, disabled, change}) {
  return html`
    <textarea id=${id} rows="3" aria-describedby=${describedBy} aria-invalid=${invalid} ?disabled=${disabled} placeholder=${base ?? 'not set'} .value=${value ?? ''}
      @input=${event => change(event.target.value === '' ? undefined : event.target.value)}></textarea>`;
}

/** Chosen from options. */
function several({spec, value, base, name, disabled, change}) {
  const held = value ?? base ?? [];
  return html`
    <fieldset class="row" ?disabled=${disabled}><legend class="visually-hidden">${name}</legend>
      ${(spec.options ?? []).map(one => html`
        <label class="check"><input type="checkbox" .checked=${held.includes(one)}
          @change=${event => change(event.target.checked ? [...held, one] : held.filter(each => each !== one))}>${String(one)}</label>`)}
    </fieldset>`;
}

/** Texts as tags; Enter adds one, Backspace in the empty box takes the last away. */
function texts({spec, value, base, name, id, describedBy, invalid, disabled, change}) {
  const held = value === undefined ? [] : [value].flat();
  const full = spec.max !== undefined && held.length >= spec.max;
  const set = list => change(list.length ? list : undefined);
  const add = input => {
    if (input.value === '' || full) return;
    const text = input.value.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
    input.value = '';
    set(held.includes(text) ? held : [...held, text]);
  };
  const key = event => {
    if (event.key === 'Enter') {
      event.preventDefault();
      add(event.target);
    } else if (event.key === 'Backspace' && event.target.value === '' && held.length) {
      set(held.slice(0, -1));
    }
  };
  return html`
    <div class="tags">
      ${held.map((text, i) => html`
        <span class="tag"><code>${text.replace(/\n/g, '\\n').replace(/\t/g, '\\t')}</code><button type="button" class="quiet small" aria-label=${`Remove ${text} from ${name}`} ?disabled=${disabled}
          @click=${() => set(held.filter((_, j) => j !== i))}>✕</button></span>`)}
      <input id=${id} aria-describedby=${describedBy} aria-invalid=${invalid} autocomplete="off" spellcheck="false" ?disabled=${disabled || full}
        placeholder=${full ? 'no more fit' : held.length === 0 && base === undefined ? 'none; type one and press Enter' : 'add with Enter; \\n is a line break'} @keydown=${key} @blur=${event => add(event.target)}>
    </div>`;
}
