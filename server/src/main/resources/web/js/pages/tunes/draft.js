// What is entered for a new tune: kept in the tab, so that a reload loses nothing; read back from an earlier tune; made into a request.
import {byName} from './baseline.js';
import {fromWire, problemOf, toWire} from './space.js';
import {listed} from './words.js';

const KEY = 'asktell-new-tune';
const MAX_MODELS = 32;

export const fresh = () => ({
  suite: '', models: [], space: {}, mode: 'bayesian', trials: {random: '50', bayesian: '30'}, objectives: ['score'], repeats: '1', concurrent: '1', timeout: '', seed: '',
  racing: null, confirm: '', maxCalls: '', maxTokens: '', maxCost: '', reuse: false, judge: '', criteria: '',
});

export function load() {
  try {
    return {...fresh(), ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}')};
  } catch {
    return fresh();
  }
}

export const keep = draft => sessionStorage.setItem(KEY, JSON.stringify(draft));
export const forget = () => sessionStorage.removeItem(KEY);

const text = value => value === null || value === undefined ? '' : String(value);

export function fromTune(tune) {
  const draft = fresh();
  const trials = tune.optimization_mode === 'grid' ? {} : {[tune.optimization_mode]: String(tune.total_combos / tune.models.length)};
  return {
    ...draft, suite: tune.suite_id, models: tune.models, space: fromWire(byName(tune.search_space)), mode: tune.optimization_mode, trials: {...draft.trials, ...trials},
    objectives: [tune.objective].flat(), repeats: text(tune.repeats), concurrent: text(tune.max_concurrent_trials), timeout: tune.timeout_seconds ? text(tune.timeout_seconds) : '',
    seed: text(tune.seed), racing: tune.racing, confirm: text(tune.confirm_repeats), maxCalls: text(tune.max_calls), maxTokens: text(tune.max_tokens_total), maxCost: text(tune.max_cost),
    reuse: tune.reuse_results, judge: text(tune.judge?.model), criteria: text(tune.judge?.criteria),
  };
}

/** Type of a parameter: that of the schemas, else of the tune it came from. */
export const typeOf = (draft, params, name) => (params.find(one => one.name === name) ?? params.find(one => one.wire === name))?.type ?? draft.space[name]?.type ?? 'any';

const searched = draft => Object.entries(draft.space).filter(([, entry]) => entry.on);

const NUMBERS = [
  ['repeats', 'Repeats', 1, 100, true], ['concurrent', 'Combinations at once', 1, 1000, true], ['timeout', 'Time limit', 0, 3600, false], ['seed', 'Seed', -9007199254740991, 9007199254740991, true],
  ['confirm', 'Confirmation repeats', 0, 20, true], ['maxCalls', 'Most calls', 1, 1e12, true], ['maxTokens', 'Most tokens', 1, 1e15, true], ['maxCost', 'Highest cost', 0, 1e9, false],
];

/** What keeps the tune from being started: [{field, message}]. */
export function problems(draft, params) {
  const found = [];
  const say = (field, message) => found.push({field, message});
  if (!draft.suite) say('suite', 'Choose a suite.');
  if (draft.models.length === 0) say('models', 'Choose at least one model.');
  if (draft.models.length > MAX_MODELS) say('models', `Choose at most ${MAX_MODELS} models.`);
  if (searched(draft).length === 0) say('space', 'Switch on at least one parameter to search.');
  for (const [name, entry] of searched(draft)) {
    const problem = problemOf(entry, typeOf(draft, params, name), draft.mode);
    if (problem) say(`space.${name}`, `${name}: ${problem}.`);
  }
  if (draft.mode !== 'grid') {
    const [n, most] = [Number(draft.trials[draft.mode]), draft.mode === 'random' ? 500 : 200];
    if (!Number.isInteger(n) || n < 5 || n > most) say('trials', `${draft.mode === 'random' ? 'Samples' : 'Trials'}: a whole number from 5 to ${most}.`);
  }
  if (draft.objectives.length === 0) say('objectives', 'Choose at least one objective.');
  for (const [field, label, low, high, whole] of NUMBERS) {
    const value = draft[field];
    if (value === '') continue;
    const n = Number(value);
    if (!Number.isFinite(n) || n < low || n > high || (whole && !Number.isInteger(n))) say(field, `${label}: a ${whole ? 'whole ' : ''}number${high < 1e9 ? ` from ${low} to ${high}` : ` of at least ${low}`}.`);
  }
  return found;
}

/** The wire's space of what is switched on. */
export const spaceOf = (draft, params) => Object.fromEntries(searched(draft).map(([name, entry]) => [name, toWire(entry, typeOf(draft, params, name))]));

/** The body of a start, and of its estimate. */
export function requestOf(draft, params) {
  const request = {suite_id: draft.suite, models: draft.models, search_space: spaceOf(draft, params), optimization_mode: draft.mode,
    objective: draft.objectives.length === 1 ? draft.objectives[0] : draft.objectives};
  if (draft.mode !== 'grid') request.n_trials = Number(draft.trials[draft.mode]);
  if (draft.racing !== null && draft.objectives.length === 1) request.racing = draft.racing;
  const numbers = {repeats: draft.repeats, max_concurrent_trials: draft.concurrent, timeout_seconds: draft.timeout, seed: draft.seed,
    confirm_repeats: draft.confirm, max_calls: draft.maxCalls, max_tokens_total: draft.maxTokens, max_cost: draft.maxCost};
  for (const [name, value] of Object.entries(numbers)) if (value !== '') request[name] = Number(value);
  if (draft.reuse) request.reuse_results = true;
  if (draft.judge) request.judge = {model: draft.judge, ...(draft.criteria ? {criteria: draft.criteria} : {})};
  return request;
}

/** In words, for the place beside the button. */
export const why = found => found.length === 0 ? '' : listed(found.slice(0, 4).map(({message}) => message.replace(/\.$/, '')));
