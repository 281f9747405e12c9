// The search space: a line for each parameter that a chosen model knows, to switch on and give values.
import {html, nothing} from 'lit';
import {paramValue} from '../../lib/format.js';
import {badge} from '../../components/parts.js';
import {allValues, begin, problemOf, steps} from './space.js';

const PILLS = 14;

/** params: the union of the schemas; space: the form's entries; change(name, entry or null) keeps one. */
export function spaceBuilder({params, space, mode, errors, change, add}) {
  const known = new Set(params.map(one => one.name));
  const others = Object.keys(space).filter(name => !known.has(name)).map(name => {
    const same = params.find(one => one.wire === name);
    return same ? {...same, name} : {name, type: space[name].type, custom: true, lacking: [], of: 0};
  });
  const rows = some => some.map(param => row(param, space[param.name], mode, errors(`space.${param.name}`), change, known.has(param.name)));
  const [first, rest] = [params.filter(one => one.first), params.filter(one => !one.first)];
  const on = rest.filter(one => space[one.name]?.on);
  const off = rest.filter(one => !space[one.name]?.on);
  return html`<div class="space">
    ${rows([...first, ...on, ...others])}
    ${off.length ? html`<details class="more-params"><summary>More parameters (${off.length})</summary>${rows(off)}</details>` : nothing}
    <form class="row custom-param" @submit=${event => {
      event.preventDefault();
      const input = event.target.elements.name;
      if (add(input.value.trim())) input.value = '';
    }}><label class="small-text" for="custom-param">Another parameter</label><input id="custom-param" name="name" autocomplete="off" spellcheck="false" maxlength="200" placeholder="its name"><button class="small">Add</button></form>
  </div>`;
}

function row(param, entry, mode, error, change, listed) {
  const {name} = param;
  const on = Boolean(entry?.on);
  const problem = on ? problemOf(entry, param.type ?? 'any', mode) || error : '';
  return html`<div class="param-row ${on ? 'on' : ''}" data-param-name=${name}>
    <div class="row spread">
      <label class="check"><input type="checkbox" .checked=${on} @change=${event => change(name, event.target.checked ? {...(entry ?? begin(param)), on: true} : {...entry, on: false})}>
        <b class="mono">${name}</b></label>
      <span class="row">${support(param)}${!listed ? html`<button class="small quiet" aria-label=${`Remove ${name}`} @click=${() => change(name, null)}>Remove</button>` : nothing}</span>
    </div>
    <div class="quiet-text small-text">${about(param)}</div>
    ${on ? values(param, entry, problem, next => change(name, {...entry, ...next})) : nothing}
  </div>`;
}

/** What it does, between what bounds. */
function about({desc, min, max, default: standard}) {
  const bounds = min !== undefined && max !== undefined && Math.abs(max) < 1e9 ? `${paramValue(min)} to ${paramValue(max)}` : min !== undefined && Math.abs(min) < 1e9 ? `from ${paramValue(min)}` : '';
  const facts = [bounds, standard === undefined || standard === null ? '' : `default ${paramValue(standard)}`].filter(Boolean).join(', ');
  return desc ? `${desc.replace(/\.$/, '')}${facts ? ` (${facts})` : ''}.` : facts;
}

function support({lacking, of, custom}) {
  if (custom) return badge('not in a schema', 'warn');
  if (of === 0) return nothing;
  const n = of - lacking.length;
  const hint = lacking.map(({model, why}) => `${model}: ${why}`).join(', ');
  return html`<span title=${hint || 'Every chosen model has it'}>${badge(`${n}/${of}`, lacking.length ? 'warn' : 'good')}</span>${lacking.length ? html`<small class="quiet-text">${hint}</small>` : nothing}`;
}

function values(param, entry, problem, change) {
  const {name, type} = param;
  const numeric = type === 'float' || type === 'int' || param.custom;
  const about = `about-${name}`;
  return html`<div class="param-values">
    ${numeric ? html`<div class="row" role="radiogroup" aria-label=${`How ${name} is given`}>
      ${['range', 'values'].map(kind => html`<label class="check"><input type="radio" name=${`kind-${name}`} .checked=${entry.kind === kind}
        @change=${() => change({kind, ...(kind === 'range' && entry.min === undefined ? begin({...param, type: param.type ?? 'float'}) : {}), on: true})}>${kind === 'range' ? 'Range' : 'List of values'}</label>`)}</div>` : nothing}
    ${entry.kind === 'range' ? range(param, entry, problem, change, about) : list(param, entry, problem, change, about)}
    <div id=${about}>${problem ? html`<div class="bad-text small-text">${problem}</div>` : pills(param, entry)}</div>
  </div>`;
}

function range({name, type}, entry, problem, change, about) {
  const input = (key, label) => html`<label>${label}<input inputmode="decimal" size="7" autocomplete="off" aria-label=${`${name}, ${label}`} aria-describedby=${about} aria-invalid=${Boolean(problem)}
    .value=${entry[key] ?? ''} @input=${event => change({[key]: event.target.value.trim()})}></label>`;
  return html`<div class="grid-3">${input('min', 'Min')}${input('max', 'Max')}${input('step', 'Step')}
    <label class="check small-text" title="As many values between 0.001 and 0.01 as between 0.1 and 1"><input type="checkbox" .checked=${Boolean(entry.log)} @change=${event => change({log: event.target.checked, ...(event.target.checked && type !== 'int' ? {step: ''} : {})})}>Logarithmic</label></div>`;
}

function list({name, type, options = [], open}, entry, problem, change, about) {
  const all = type === 'bool' ? [true, false] : options;
  const has = value => entry.values.some(one => one === value);
  const extra = entry.values.filter(value => !all.includes(value));
  const toggle = (value, on) => change({values: on ? [...entry.values, value] : entry.values.filter(one => one !== value)});
  const free = open || all.length === 0 || (type !== 'bool' && type !== 'enum');
  return html`
    ${all.length || extra.length ? html`<div class="row">${[...all, ...extra].map(value => html`
      <label class="check"><input type="checkbox" .checked=${has(value)} @change=${event => toggle(value, event.target.checked)}><span class="mono">${paramValue(value)}</span></label>`)}</div>` : nothing}
    ${free ? html`<label class="small-text">${all.length || extra.length ? 'Other values' : 'Values'}, with commas between
      <input class="wide-input mono" autocomplete="off" spellcheck="false" aria-label=${`${name}, values`} aria-describedby=${about} aria-invalid=${Boolean(problem)}
        placeholder=${type === 'float' || type === 'int' ? '0, 0.5, 1' : '"one text", "another"'} .value=${entry.more ?? ''} @input=${event => change({more: event.target.value})}></label>` : nothing}`;
}

/** The values that result. */
function pills({type}, entry) {
  if (entry.kind === 'values' && !entry.more) return nothing;
  const some = entry.kind === 'values' ? allValues(entry, type) : steps(entry);
  if (!some) return html`<small class="quiet-text">${entry.log ? 'Any value between, by its order of magnitude.' : 'Any value between.'}</small>`;
  return html`<div class="row pills">${some.slice(0, PILLS).map(value => html`<span class="param">${paramValue(value)}</span>`)}
    <small class="quiet-text">${some.length > PILLS ? `and ${some.length - PILLS} more; ` : ''}${some.length} ${some.length === 1 ? 'value' : 'values'}</small></div>`;
}
