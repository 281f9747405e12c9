// The form of a new study and the body it stands for, in both directions.
import {listed} from './study-model.js';

export const EMPTY_PARAMETER = {type: 'float', name: '', low: '', high: '', step: '', log: false, choices: '', ordered: false, whenParam: '', whenIn: ''};

export const emptyForm = () => ({
  name: '', objectives: [{direction: 'maximize', metric: ''}], space: [{...EMPTY_PARAMETER}], sampler: '', sampler_options: {}, pruner: '', pruner_options: {},
  max_trials: '', lease_seconds: '', max_attempts: '', user_attrs: {},
});

const numberOrText = text => text === '' ? undefined : Number.isFinite(Number(text)) ? Number(text) : text;

/** A word of a list: numbers, true, false and null as themselves, texts with or without quotes. */
function literal(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' ? text : value;
  } catch {
    return text;
  }
}

/** `sgd, adam, 3` or JSON, `["a, b", true]`. */
export function readList(text) {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) {
    try {
      return JSON.parse(trimmed);
    } catch {
      return trimmed;
    }
  }
  return trimmed === '' ? [] : (trimmed.match(/\s*"(?:[^"\\]|\\.)*"(?=\s*(?:,|$))|[^,]+/g) ?? []).filter(word => word.trim() !== '').map(word => literal(word.trim()));
}

const plainWord = value => typeof value === 'string' && value === value.trim() && value !== '' && !value.includes(',') && !value.startsWith('[') && literal(value) === value;

const writeList = values => values.every(value => typeof value !== 'string' || plainWord(value)) ? values.map(String).join(', ') : JSON.stringify(values);

/** A row of the space editor as the parameter it stands for. */
export function parameterOf(row) {
  const made = {type: row.type, name: row.name, ...row.rest};
  if (row.type === 'categorical') {
    made.choices = readList(row.choices);
    if (row.ordered) made.ordered = true;
  } else {
    made.low = numberOrText(row.low);
    made.high = numberOrText(row.high);
    if (row.step !== '') made.step = numberOrText(row.step);
    if (row.log) made.log = true;
  }
  if (row.whenParam) made.when = {param: row.whenParam, in: readList(row.whenIn)};
  return made;
}

export function bodyOf(form) {
  const directions = form.objectives.map(one => one.direction);
  const metrics = form.objectives.map(one => one.metric.trim());
  return {
    name: form.name,
    direction: directions.length === 1 ? directions[0] : directions,
    ...(metrics.some(Boolean) ? {metric_names: metrics.map((name, k) => name || `objective ${k + 1}`)} : {}),
    search_space: form.space.map(parameterOf),
    ...(form.sampler ? {sampler: form.sampler} : {}),
    ...(Object.keys(form.sampler_options).length ? {sampler_options: form.sampler_options} : {}),
    ...(form.pruner ? {pruner: form.pruner} : {}),
    ...(Object.keys(form.pruner_options).length ? {pruner_options: form.pruner_options} : {}),
    ...Object.fromEntries(['max_trials', 'lease_seconds', 'max_attempts'].filter(name => form[name] !== '').map(name => [name, numberOrText(form[name])])),
    ...(Object.keys(form.user_attrs).length ? {user_attrs: form.user_attrs} : {}),
  };
}

const text = value => value === undefined || value === null ? '' : String(value);

function rowOf(parameter) {
  const {type, name, low, high, step, log, choices, ordered, when, ...rest} = parameter;
  return {
    ...EMPTY_PARAMETER, type: text(type), name: text(name), low: text(low), high: text(high), step: type === 'int' && step === 1 ? '' : text(step), log: log === true,
    choices: Array.isArray(choices) ? writeList(choices) : text(choices), ordered: ordered === true,
    whenParam: text(when?.param), whenIn: Array.isArray(when?.in) ? writeList(when.in) : '', rest,
  };
}

/** The form of a body, or of a study's answer, that others wrote; throws an Error that says what the form cannot show. */
export function formOf(body) {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw new Error('The body is a JSON object.');
  const space = listed(body.search_space);
  if (space.some(one => one === null || typeof one !== 'object')) throw new Error('Each parameter of search_space is a JSON object.');
  const odd = space.find(one => !['float', 'int', 'categorical'].includes(one.type) || 'min' in one || 'max' in one);
  if (odd) throw new Error(`The form shows float, int and categorical parameters with low and high or choices; "${odd.name ?? ''}" is written otherwise. It can be created from here.`);
  const directions = [body.direction ?? body.directions ?? 'maximize'].flat();
  return {
    ...emptyForm(),
    name: text(body.name), objectives: directions.map((direction, k) => ({direction, metric: text(body.metric_names?.[k])})), space: space.map(rowOf),
    sampler: text(body.sampler), sampler_options: {...body.sampler_options}, pruner: text(body.pruner), pruner_options: {...body.pruner_options},
    max_trials: text(body.max_trials), lease_seconds: text(body.lease_seconds), max_attempts: text(body.max_attempts), user_attrs: {...body.user_attrs},
  };
}
