// Search spaces as the form holds them, and as the server takes them. In the form, numbers are the texts of their inputs:
// {on, kind: 'range', min, max, step, log} or {on, kind: 'values', values: [...], more: 'text'}.

/** Those that people tune first. */
const FIRST = ['temperature', 'top_p', 'top_k', 'min_p', 'tool_choice', 'frequency_penalty', 'presence_penalty', 'repetition_penalty', 'repeat_penalty'];
const NOT_SEARCHED = ['seed'];
const DEAD = ['rejected', 'ignored'];

/** What the chosen models' schemas say of each parameter, together: [{name, type, min, max, options, open, desc, first, lacking: [{model, why}]}]. */
export function union(configs) {
  const models = Object.keys(configs);
  const params = new Map();
  for (const model of models) {
    for (const [name, spec] of Object.entries(configs[model].generation_schema ?? {})) {
      if (NOT_SEARCHED.includes(name)) continue;
      params.set(name, joined(params.get(name) ?? {name, first: FIRST.includes(name)}, spec));
    }
  }
  const order = param => param.first ? FIRST.indexOf(param.name) : FIRST.length;
  return [...params.values()].map(param => ({...param, lacking: lacking(configs, models, param.name), of: models.length})).sort((a, b) => order(a) - order(b));
}

function joined(before, spec) {
  const both = (a, b, choose) => a === undefined ? b : b === undefined ? a : choose(a, b);
  return {
    ...before,
    type: before.type ?? spec.type,
    desc: before.desc ?? spec.desc,
    default: before.default ?? spec.default,
    wire: before.wire ?? spec.wire_name,
    open: before.open || spec.open,
    min: both(before.min, spec.min, Math.min),
    max: both(before.max, spec.max, Math.max),
    options: [...new Set([...before.options ?? [], ...spec.options ?? []])],
  };
}

function lacking(configs, models, name) {
  return models.flatMap(model => {
    const {generation_schema: schema = {}, parameters = {}} = configs[model];
    const state = parameters[name]?.state;
    if (DEAD.includes(state)) return [{model, why: state}];
    return name in schema ? [] : [{model, why: 'not known there'}];
  });
}

const STARTS = {
  temperature: {min: '0', max: '1', step: '0.5'}, top_p: {min: '0.25', max: '1', step: '0.25'}, min_p: {min: '0', max: '0.2', step: '0.05'}, top_k: {min: '1', max: '100', step: '10'},
  frequency_penalty: {min: '-0.5', max: '1', step: '0.5'}, presence_penalty: {min: '-0.5', max: '1', step: '0.5'},
  repeat_penalty: {min: '1', max: '1.5', step: '0.1'}, repetition_penalty: {min: '1', max: '1.5', step: '0.1'}, max_tokens: {min: '128', max: '2048', step: '128'},
};

/** What the form begins with when a parameter is first switched on. */
export function begin({name, type, min, max, options = []}) {
  if (type === 'bool') return {on: true, kind: 'values', values: [true, false], more: ''};
  if (type === 'enum' || type === 'list' || !type) return {on: true, kind: 'values', values: options.slice(0, 8).filter(option => name !== 'tool_choice' || option !== 'none'), more: ''};
  const start = STARTS[name] ?? {min: text(min), max: text(max), step: min !== undefined && max !== undefined && Math.abs(max) < 1e6 ? text(type === 'int' ? Math.max(1, Math.round((max - min) / 4)) : (max - min) / 4) : ''};
  return {on: true, kind: 'range', log: false, values: [], more: '', ...start};
}

const text = value => value === undefined || value === null ? '' : String(value);

/** Values typed with commas between; numbers, true, false and JSON are read as such, and everything in quotes as text. */
export function readValues(typed, type) {
  const pieces = typed.match(/"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,\n]+/g) ?? [];
  return pieces.map(piece => piece.trim()).filter(Boolean).map(piece => {
    if (type === 'enum' && !piece.startsWith('"')) return piece;
    try {
      return JSON.parse(piece);
    } catch {
      return piece;
    }
  });
}

/** All values of a form's entry that lists them, each once. */
export const allValues = (entry, type) => [...new Map([...entry.values ?? [], ...readValues(entry.more ?? '', type)].map(value => [JSON.stringify(value), value])).values()];

const MOST_SHOWN = 1000;

/** The values of a range with a step; null where it has none or too many. */
export function steps({min, max, step}) {
  const [low, high, by] = [min, max, step].map(Number);
  if (!step || !(by > 0) || !(high >= low)) return null;
  const n = Math.floor((high - low) / by + 1e-9) + 1;
  return n > MOST_SHOWN ? null : Array.from({length: n}, (_, i) => Number((low + i * by).toPrecision(12)));
}

/** What is wrong with an entry; '' if nothing is. */
export function problemOf(entry, type, mode) {
  if (entry.kind === 'values') return allValues(entry, type).length === 0 ? 'choose or enter at least one value' : '';
  const numbers = {min: entry.min, max: entry.max, step: entry.step};
  for (const [name, value] of Object.entries(numbers)) {
    if (name === 'step' && !value) continue;
    if (value === '' || value === undefined || !Number.isFinite(Number(value))) return `${name} must be a number`;
    if (type === 'int' && !Number.isInteger(Number(value))) return `${name} must be a whole number`;
  }
  if (Number(entry.min) > Number(entry.max)) return 'min must not be above max';
  if (entry.step && !(Number(entry.step) > 0)) return 'step must be above 0';
  if (mode === 'grid' && !entry.step && type !== 'int') return 'a grid needs a step, or a list of values';
  if (entry.log && entry.step && type !== 'int') return 'a logarithmic range has no step';
  if (entry.log && !(Number(entry.min) > 0)) return 'a logarithmic range must begin above 0';
  return '';
}

export function toWire(entry, type) {
  if (entry.kind === 'values') return allValues(entry, type);
  const range = {low: Number(entry.min), high: Number(entry.max)};
  if (entry.step) range.step = Number(entry.step);
  if (entry.log) range.log = true;
  return {type: type === 'int' ? 'int' : 'float', ...range};
}

/** A space in any shape the server takes, as the form holds it. */
export function fromWire(space) {
  const named = Array.isArray(space) ? Object.fromEntries(space.map(({name, ...values}) => [name, values])) : space ?? {};
  return Object.fromEntries(Object.entries(named).map(([name, values]) => [name, entryOf(values)]));
}

function entryOf(values) {
  const choices = Array.isArray(values) ? values : values.choices ?? values.values;
  if (choices) return {on: true, kind: 'values', values: choices, more: ''};
  return {on: true, kind: 'range', min: text(values.low ?? values.min), max: text(values.high ?? values.max), step: text(values.step),
    log: Boolean(values.log) || values.type === 'loguniform', type: ['int', 'randint'].includes(values.type) ? 'int' : undefined, values: [], more: ''};
}
