// How tunes are told: objectives and their values, strategies, outcomes, and combinations that were stopped early.
import {html, nothing} from 'lit';
import {count, duration, money, number, percent, reason} from '../../lib/format.js';
import {badge} from '../../components/parts.js';

export const MODES = {
  grid: {label: 'Grid', text: 'Exhaustive: every combination of the values.'},
  random: {label: 'Random', text: 'Sampling: combinations drawn from the ranges.'},
  bayesian: {label: 'Bayesian', text: 'Learning: each result tells where to look next.'},
};

export const OBJECTIVES = {
  score: {label: 'Score', text: 'mean score of the cases', up: true, show: value => percent(value)},
  pass_rate: {label: 'Pass rate', text: 'share of cases that pass', up: true, show: value => percent(value)},
  latency_ms: {label: 'Latency', text: 'mean time of an answer', up: false, show: value => milliseconds(value)},
  total_tokens: {label: 'Tokens', text: 'tokens of the whole suite', up: false, show: value => count(value === null || value === undefined ? value : Math.round(value))},
  cost: {label: 'Cost', text: 'price of the whole suite', up: false, show: value => money(value)},
};

const OUTCOMES = {
  correct: ['correct', 'good'], wrong_tool: ['wrong tool', 'bad'], wrong_arguments: ['wrong arguments', 'bad'], missing_call: ['missing call', 'bad'],
  extra_call: ['extra call', 'bad'], unexpected_call: ['unexpected call', 'bad'], unparsable: ['unparsable', 'bad'], refused: ['refused', 'warn'],
  truncated: ['truncated', 'warn'], provider_error: ['provider error', 'warn'],
};

export const milliseconds = value => value === null || value === undefined ? '–' : value < 1000 ? `${Math.round(value)} ms` : duration(value / 1000);

export const objectivesOf = tune => [tune?.objective ?? 'score'].flat();
export const objectiveLabel = name => OBJECTIVES[name]?.label ?? name;
export const isUp = name => OBJECTIVES[name]?.up ?? true;
export const showValue = (name, value) => value === null || value === undefined ? '–' : (OBJECTIVES[name]?.show ?? number)(value);

/** As short as it stands beside an axis. */
export const axisValue = (name, value) => showValue(name, value).replace('.0 %', ' %');

/** The value of a combination, or of a tune's best, by its n-th objective; null without one. */
export function valueOf(value, index = 0) {
  const one = Array.isArray(value) ? value[index] : index === 0 ? value : null;
  return typeof one === 'number' ? one : null;
}

/** All values, each with its name where there are several. */
export const showValues = (names, value) => names.length === 1
  ? showValue(names[0], valueOf(value))
  : html`<span class="values">${names.map((name, i) => html`<span><small>${objectiveLabel(name)}</small> ${showValue(name, valueOf(value, i))}</span>`)}</span>`;

export const modeBadge = mode => badge(MODES[mode]?.label ?? mode, 'info');

export const outcome = word => badge(...(OUTCOMES[word] ?? [word, '']));
export const outcomeWord = word => OUTCOMES[word]?.[0] ?? word;

/** A combination's state; one that was stopped early says how far it came. */
export function comboState(combo) {
  switch (combo.status) {
    case 'COMPLETE': return combo.same_as ? badge(`same as ${combo.same_as}`, '') : badge('complete', 'good');
    case 'PRUNED': return html`<span title="Stopped early: it could not win any more">${badge(`stopped at ${count(combo.evaluated)} of ${count(combo.total)}`, 'warn')}</span>`;
    case 'RUNNING': return badge(`running, ${count(combo.evaluated)} of ${count(combo.total)}`, 'info', true);
    case 'FAIL': return html`<span title=${reason(combo.error) || nothing}>${badge('failed', 'bad')}</span>`;
    default: return badge(combo.status.toLowerCase());
  }
}

/** Cases passed, of those evaluated where these are fewer than all. */
export const passed = combo => combo.evaluated === 0 ? '–'
  : html`${count(combo.passed)}/${count(combo.evaluated)}${combo.evaluated < combo.total ? html`<span class="quiet-text"> of ${count(combo.total)}</span>` : nothing}`;

const ACTIONS = {drop: 'dropped', clamp: 'clamped', rename: 'renamed'};
export const adjustmentWord = action => ACTIONS[action] ?? action;

/** Which parameters were changed before they were sent, as badges; renamed ones are sent as they are and not told. */
export const adjusted = combo => (combo.adjustments ?? []).filter(one => one.action !== 'rename').map(one => html`
  <span title=${one.reason ?? nothing}>${badge(`${one.param} ${adjustmentWord(one.action)}`, 'warn')}</span>`);

const list = new Intl.ListFormat('en', {type: 'conjunction'});
export const listed = words => list.format(words);

/** `[low, high]` as a range of shares, or of the objective's unit. */
export const interval = (pair, show = percent) => Array.isArray(pair) ? `${show(pair[0])} to ${show(pair[1])}` : '–';

/** A difference with its sign; shares in percentage points. */
export function signed(value, digits = 1) {
  if (value === null || value === undefined) return '–';
  const points = value * 100;
  return `${points > 0 ? '+' : points < 0 ? '−' : '±'}${Math.abs(points).toFixed(digits)}`;
}

export const pointsInterval = pair => Array.isArray(pair) ? `${signed(pair[0])} to ${signed(pair[1])}` : null;

const ENDINGS = {'budget: calls': 'the budget of calls is used up', 'budget: tokens': 'the budget of tokens is used up', 'budget: cost': 'the budget is spent', timeout: 'its time was up'};
export const endingWord = word => ENDINGS[word] ?? word;
