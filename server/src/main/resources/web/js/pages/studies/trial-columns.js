// The columns a table of trials can have: one for each value, parameter and attribute, and what the server knows of each trial.
import {html, nothing} from 'lit';
import {href} from '../../lib/router.js';
import {count, duration, number, paramValue} from '../../lib/format.js';
import {at, state} from '../../components/parts.js';
import {directions, metricName} from './study-model.js';

const MANY = 10;

/** Columns of data-table, with `label` where the title is no text. */
export function trialColumns(study, attributes = []) {
  return [
    {key: 'number', title: 'Trial', number: true, sort: 'ascending', cell: trial => html`<a href=${href`/studies/${study.study_name}/trials/${trial.trial_id}`}>${trial.trial_id}</a>`},
    {key: 'state', title: 'State', sort: 'ascending', cell: trial => html`<span title=${trial.fail_reason ?? nothing}>${state(trial.state)}</span>`},
    ...directions(study).map((direction, k) => ({key: `value:${k}`, title: metricName(study, k), number: true, sort: direction === 'minimize' ? 'ascending' : 'descending',
      hint: direction, cell: trial => number(trial.values?.[k], 5)})),
    ...study.search_space.map(one => ({key: `param:${one.name}`, title: one.name, number: !one.choices, sort: 'ascending',
      cell: trial => one.name in trial.params ? paramValue(trial.params[one.name]) : '–'})),
    {key: 'feasible', title: 'Feasible', cell: trial => trial.constraints ? (trial.constraints.every(one => one <= 0) ? 'yes' : 'no') : '–'},
    {key: 'duration', title: 'Duration', number: true, sort: 'descending', cell: trial => duration(trial.duration_seconds)},
    {key: 'started', title: 'Started', sort: 'descending', cell: trial => at(trial.datetime_start)},
    {key: 'finished', title: 'Finished', sort: 'descending', cell: trial => at(trial.datetime_complete)},
    {key: 'worker', title: 'Worker', cell: trial => trial.worker ?? '–'},
    {key: 'attempt', title: 'Attempt', number: true, cell: trial => count(trial.attempt)},
    {key: 'steps', title: 'Steps', number: true, hint: 'Intermediate values reported', cell: trial => count(Object.keys(trial.intermediate_values).length)},
    {key: 'reason', title: 'Reason of failure', cell: trial => trial.fail_reason ? html`<span class="ellipsis" title=${trial.fail_reason}>${trial.fail_reason}</span>` : '–'},
    ...attributes.map(name => ({key: `attr:${name}`, title: name, label: `${name} (attribute)`, cell: trial => name in trial.user_attrs
      ? html`<span class="ellipsis">${paramValue(trial.user_attrs[name])}</span>` : '–'})),
  ];
}

const USUAL = new Set(['number', 'state', 'duration', 'started', 'worker']);

/** Without a choice in the address: the usual ones, and of many parameters the first. */
export function shownAtFirst(column, columns) {
  if (column.key.startsWith('value:')) return true;
  if (column.key.startsWith('param:')) return columns.filter(one => one.key.startsWith('param:')).indexOf(column) < MANY;
  return USUAL.has(column.key);
}
