// The combinations of a tune, a column for each parameter; the server sorts.
import {html} from 'lit';
import {count, money, number, paramValue, percent} from '../../lib/format.js';
import {href} from '../../lib/router.js';
import '../../components/data-table.js';
import {adjusted, comboState, isUp, milliseconds, objectiveLabel, objectivesOf, passed, showValue, valueOf} from './words.js';
import {paramNames} from './baseline.js';

/** `order` as the address and the server have it: a name, `-` before it for the greatest first. */
export const readOrder = word => ({key: word.replace(/^-/, ''), descending: word.startsWith('-')});
export const writeOrder = ({key, descending}) => `${descending ? '-' : ''}${key}`;

export const bestOrder = tune => `${isUp(objectivesOf(tune)[0]) ? '-' : ''}value`;

export function combosTable(tune, rows, order, onSort) {
  const objectives = objectivesOf(tune);
  const shown = new Set(objectives);
  const plain = (key, title, cell, sort = 'descending') => ({key, title, number: true, sort, cell});
  const columns = [
    {key: 'number', title: 'Combination', sort: 'ascending', cell: one => html`<a href=${href`/tunes/${tune.job_id}/combos/${one.combo_id}`}>${one.combo_id}</a>`},
    {key: 'status', title: 'State', cell: comboState},
    ...(tune.models.length > 1 ? [{key: 'model', title: 'Model', sort: 'ascending', cell: one => one.model}] : []),
    plain('value', objectiveLabel(objectives[0]), one => html`<b>${showValue(objectives[0], valueOf(one.value))}</b>`, isUp(objectives[0]) ? 'descending' : 'ascending'),
    ...objectives.slice(1).map((name, i) => plain(name, objectiveLabel(name), one => showValue(name, valueOf(one.value, i + 1)), isUp(name) ? 'descending' : 'ascending')),
    ...paramNames(tune.search_space).map(name => ({key: name, title: name, sort: 'ascending', number: numeric(rows, name),
      cell: one => name in one.params ? shortValue(one.params[name]) : '–'})),
    plain('passed', 'Passed', passed),
    ...(shown.has('pass_rate') ? [] : [plain('pass_rate', 'Pass rate', one => percent(one.evaluated ? one.passed / one.evaluated : null))]),
    ...(shown.has('score') ? [] : [plain('score', 'Score', one => percent(one.score))]),
    ...(shown.has('latency_ms') ? [] : [plain('latency_ms', 'Latency', one => milliseconds(one.latency_ms), 'ascending')]),
    ...(shown.has('total_tokens') ? [] : [plain('total_tokens', 'Tokens', one => count(one.total_tokens), 'ascending')]),
    ...(shown.has('cost') || rows.every(one => one.cost === null) ? [] : [plain('cost', 'Cost', one => money(one.cost), 'ascending')]),
    ...(rows.some(one => adjusted(one).length) ? [{key: 'adjustments', title: 'Changed', hint: 'What was changed before it was sent', cell: one => html`<span class="row nowrap">${adjusted(one)}</span>`}] : []),
  ];
  return html`<data-table label="Combinations" .columns=${columns} .rows=${rows} .order=${readOrder(order)} .rowKey=${one => one.combo_id}
    .marked=${one => one.combo_id === tune.best?.combo_id} @sort-by=${event => onSort(writeOrder(event.detail))}></data-table>`;
}

const shortValue = value => typeof value === 'number' ? html`<span title=${String(value)}>${number(value)}</span>` : paramValue(value);

const numeric = (rows, name) => rows.some(one => typeof one.params[name] === 'number');
