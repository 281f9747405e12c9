// What the pages of a study read out of its answers.
import {path} from '../../lib/api.js';
import {go, href} from '../../lib/router.js';
import {number} from '../../lib/format.js';

export const TRIAL_STATES = ['WAITING', 'RUNNING', 'COMPLETE', 'PRUNED', 'FAIL'];

export const studyUrl = name => path`/v1/tuner/studies/${name}`;
export const plotUrl = (name, kind) => `${studyUrl(name)}/plots/${kind}`;
export const openTrial = (name, trial) => go(href`/studies/${name}/trials/${trial}`);

/** `minimize` or `maximize` of each objective; on the wire one of them is no list. */
export const directions = study => [study.direction].flat();
export const several = study => directions(study).length > 1;

export const metricName = (study, objective = 0) =>
    study.metric_names?.[objective] ?? (several(study) ? `Objective ${objective + 1}` : 'Value');

const TERMS = {
  uniform: ({min, max, ...rest}) => ({...rest, type: 'float', low: min, high: max}),
  loguniform: ({min, max, ...rest}) => ({...rest, type: 'float', low: min, high: max, log: true}),
  randint: ({min, max, ...rest}) => ({...rest, type: 'int', low: min, high: max - 1}),
  int: ({min, max, ...rest}) => ({low: min, high: max, ...rest}),
  choice: ({values, ...rest}) => ({...rest, type: 'categorical', choices: values}),
};

/** Parameters as a list, which may be an object by name as well. */
export const listed = space => Array.isArray(space) ? space : Object.entries(space ?? {}).map(([name, one]) => ({name, ...one}));

/** A study as the pages read it: a list of parameters in terms of float, int and categorical, however its creator wrote them. */
export function inOurTerms(study) {
  return {...study, search_space: listed(study.search_space).map(one => TERMS[one.type]?.(one) ?? one)};
}

/** One value or several, as people read them. */
export const scores = values => values === null || values === undefined ? '–' : [values].flat().map(one => number(one)).join(', ');

/** Infinities are words on the wire. */
export const real = score => score === 'inf' ? Infinity : score === '-inf' ? -Infinity : score;

export const finished = counts => counts.COMPLETE + counts.PRUNED + counts.FAIL;

/** Share of `max_trials` that is finished (failed ones do not count); null without a limit. */
export const progress = study =>
    study.max_trials ? (study.trial_counts.COMPLETE + study.trial_counts.PRUNED) / study.max_trials : null;

/** A whole number of the query, within bounds. */
export function whole(text, absent, low = 0, high = Number.MAX_SAFE_INTEGER) {
  const value = Number(text);
  return text !== undefined && Number.isInteger(value) && value >= low && value <= high ? value : absent;
}

/** A list of texts in the query, written as JSON, for names may hold every character. */
export function list(text) {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? value.map(String) : null;
  } catch {
    return null;
  }
}
