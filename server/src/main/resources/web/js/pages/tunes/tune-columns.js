// What a list of tunes tells of each.
import {html, nothing} from 'lit';
import {count} from '../../lib/format.js';
import {href} from '../../lib/router.js';
import {meter, since, state} from '../../components/parts.js';
import {modeBadge, objectiveLabel, objectivesOf, showValues} from './words.js';

export const TUNE_COLUMNS = [
  {key: 'suite', title: 'Tune', cell: one => html`<a href=${href`/tunes/${one.job_id}`} title=${one.job_id}>${one.suite_name}</a><div class="quiet-text small-text">${since(one.created_at)}</div>`},
  {key: 'models', title: 'Models', cell: one => html`<span class="ellipsis" title=${one.models.join(', ')}>${one.models.join(', ')}</span>`},
  {key: 'mode', title: 'Strategy', cell: one => modeBadge(one.optimization_mode)},
  {key: 'status', title: 'Status', cell: one => state(one.status)},
  {key: 'progress', title: 'Combinations', cell: one => html`<div class="stack tight narrow">
      <span>${count(one.completed_combos)} of ${count(one.total_combos)}</span>
      ${one.status === 'running' ? meter(one.completed_combos / one.total_combos, 'Progress') : nothing}</div>`},
  {key: 'best', title: 'Best', number: true, cell: one => {
    const names = objectivesOf(one);
    return html`${showValues(names, one.best_value)}${names.length === 1 && names[0] !== 'score' ? html`<div class="quiet-text small-text">${objectiveLabel(names[0])}</div>` : nothing}`;
  }},
];
