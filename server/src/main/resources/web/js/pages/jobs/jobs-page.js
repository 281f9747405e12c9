import {html} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {UNFINISHED} from '../../lib/jobs.js';
import {href, setQuery} from '../../lib/router.js';
import {number} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {pageHead, params, since, state} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {jobActions} from './job-actions.js';

const PAGE = 50;

/** Tuning jobs, the newest first. */
class JobsPage extends Page {
  jobs = new Resource(this, signal => api.list('/api/tuning/jobs', {query: {limit: PAGE, offset: this.offset}, signal}),
      {start: false, every: data => data?.items.some(one => UNFINISHED.includes(one.status)) ? 3 : 30});

  get offset() { return Number(this.route.query.offset) || 0; }

  routeChanged(before) {
    if (!before || before.query.offset !== this.route.query.offset) this.jobs.reload();
  }

  render() {
    return html`
      ${pageHead('Jobs', {
        lead: 'A tuning job looks for the parameters with which one model does best on one dataset. It is made first and started later.',
        actions: can('tool-eval:write') ? html`<a class="button primary" href="#/new-job">New job</a>` : '',
      })}
      ${this.jobs.render(({items, total}) => total === 0
        ? empty('No job yet', 'Make one here, or with POST /api/tuning/jobs.', html`<a class="button primary" href="#/new-job">New job</a>`)
        : html`
          <data-table label="Jobs" .rows=${items} .columns=${[
            {key: 'name', title: 'Job', wrap: true, cell: one => html`<a href=${href`/jobs/${one.id}`}>${one.name}</a>`},
            {key: 'status', title: 'Status', cell: one => state(one.status)},
            {key: 'base_model_id', title: 'Model'},
            {key: 'metric_name', title: 'Metric', cell: one => `${one.metric_name} (${one.metric_mode})`},
            {key: 'num_samples', title: 'Trials', number: true},
            {key: 'best_value', title: 'Best', number: true, cell: one => number(one.best_value)},
            {key: 'best_params_json', title: 'Best parameters', wrap: true, cell: one => one.best_params_json ? params(one.best_params_json) : '–'},
            {key: 'created_at', title: 'Made', cell: one => since(one.created_at)},
            {key: 'actions', title: '', cell: one => jobActions(one, () => this.jobs.reload(), 'small')},
          ]}></data-table>
          ${pager({offset: this.offset, limit: PAGE, total, shown: items.length}, to => setQuery({offset: to || null}))}`)}`;
  }
}
customElements.define('jobs-page', JobsPage);
