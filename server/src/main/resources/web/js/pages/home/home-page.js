import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {href} from '../../lib/router.js';
import {count, number} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {badge, pageHead, since, state} from '../../components/parts.js';
import '../../components/data-table.js';
import {TUNE_COLUMNS} from '../tunes/tune-columns.js';

const RECENT = 8;

/** What goes on now, and the way to everything else. */
class HomePage extends Page {
  studies = new Resource(this, signal => api.list('/v1/tuner/studies', {query: {limit: RECENT, order: '-created'}, signal}), {every: 10, start: can('tuner:read')});
  tunes = new Resource(this, signal => api.list('/api/tool-eval/param-tune', {query: {limit: RECENT}, signal}), {every: 5, start: can('tool-eval:read')});

  render() {
    return html`
      ${pageHead('Overview', {actions: html`
        ${can('tool-eval:write') ? html`<a class="button primary" href="#/new-tune">Tune a model</a>` : nothing}
        ${can('tuner:write') ? html`<a class="button" href="#/new-study">New study</a>` : nothing}`})}
      <div class="stack">
        ${can('tool-eval:read') ? html`<section class="stack tight"><h2>Tunes</h2>${this.tunes.render(({items}) => this.tuneList(items))}</section>` : nothing}
        ${can('tuner:read') ? html`<section class="stack tight"><h2>Studies</h2>${this.studies.render(({items}) => this.studyList(items))}</section>` : nothing}
      </div>`;
  }

  tuneList(tunes) {
    if (tunes.length === 0) {
      return empty('No tune yet', 'A tune runs a suite of tool-calling cases against a model and finds the parameters it does best with.',
          html`<a class="button primary" href="#/new-tune">Tune a model</a>`);
    }
    return html`<data-table label="Tunes" .rows=${tunes} .columns=${TUNE_COLUMNS}></data-table>`;
  }

  studyList(studies) {
    if (studies.length === 0) {
      return empty('No study yet', 'A study is one optimisation: workers ask for parameters, evaluate them, and tell the value.',
          html`<a class="button" href="#/new-study">New study</a>`);
    }
    return html`<data-table label="Studies" .rows=${studies} .columns=${[
      {key: 'study_name', title: 'Study', cell: one => html`<a href=${href`/studies/${one.study_name}`}>${one.study_name}</a>`},
      {key: 'status', title: 'Status', cell: one => state(one.status)},
      {key: 'n_trials', title: 'Trials', number: true, cell: one => count(one.n_trials)},
      {key: 'best_value', title: 'Best value', number: true, cell: one => number(one.best_value)},
      {key: 'direction', title: 'Direction', cell: one => badge([one.direction].flat().join(', '))},
      {key: 'datetime_start', title: 'Started', cell: one => since(one.datetime_start)},
    ]}></data-table>`;
  }
}
customElements.define('home-page', HomePage);
