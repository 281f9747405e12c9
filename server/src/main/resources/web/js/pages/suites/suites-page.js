import {html} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {href, setQuery} from '../../lib/router.js';
import {count, plural} from '../../lib/format.js';
import {attempt, empty} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';
import {pageHead, since} from '../../components/parts.js';
import {sorted} from '../../components/data-table.js';

const MOST = 1000;

/** All suites. */
class SuitesPage extends Page {
  suites = new Resource(this, signal => api.list('/api/tool-eval/suites', {query: {limit: MOST}, signal}), {every: 30});

  render() {
    const {q = '', sort = 'updated_at', desc = '1'} = this.route.query;
    return html`
      ${pageHead('Suites', {
        lead: 'Tools, and cases that say which calls are right.',
        actions: can('tool-eval:write') ? html`<a class="button primary" href="#/import-suite">Import a suite</a>` : '',
      })}
      ${this.suites.render(({items, total}) => items.length === 0
        ? empty('No suite yet', 'Import a JSON suite, files of the Berkeley Function-Calling Leaderboard, or the tools of an MCP server.',
            html`<a class="button primary" href="#/import-suite">Import a suite</a>`)
        : this.list(items.filter(one => one.name.toLowerCase().includes(q.toLowerCase())), total, {key: sort, descending: desc === '1'}))}`;
  }

  list(items, total, order) {
    return html`
      <div class="toolbar">
        <div class="field grow"><label for="search">Search</label>
          <input id="search" type="search" .value=${this.route.query.q ?? ''} @input=${event => setQuery({q: event.target.value})}></div>
        <span class="quiet-text small-text" role="status">${plural(items.length, 'suite')}${items.length < total ? ` of ${count(total)}` : ''}</span>
      </div>
      <data-table label="Suites" .order=${order} .rows=${sorted(items, order)}
        @sort-by=${event => setQuery({sort: event.detail.key, desc: event.detail.descending ? '1' : '0'})}
        .columns=${[
          {key: 'name', title: 'Name', sort: true, wrap: true, cell: one => html`<a href=${href`/suites/${one.suite_id}`}>${one.name}</a>`},
          {key: 'cases', title: 'Cases', number: true, sort: 'descending', cell: one => count(one.cases)},
          {key: 'tools', title: 'Shared tools', number: true, sort: 'descending', hint: 'Tools of the suite; cases may have their own', cell: one => count(one.tools)},
          {key: 'version', title: 'Version', number: true, sort: 'descending'},
          {key: 'updated_at', title: 'Changed', sort: 'descending', cell: one => since(one.updated_at)},
          {key: 'actions', title: '', cell: one => this.actions(one)},
        ]}></data-table>`;
  }

  actions(one) {
    if (!can('tool-eval:write')) return '';
    return html`<span class="row">
      <a class="button small" href=${href`/new-tune` + `?suite=${encodeURIComponent(one.suite_id)}`}>Tune on it</a>
      <button class="small danger" @click=${() => this.discard(one)}>Delete</button></span>`;
  }

  async discard(one) {
    if (!await confirm('Delete this suite?', html`<p><b>${one.name}</b> with ${plural(one.cases, 'case')} is deleted in all versions. Results of tunes stay, without prompts and expected calls.</p>`, {action: 'Delete', danger: true})) return;
    if (await attempt(() => api.delete(path`/api/tool-eval/suites/${one.suite_id}`), `${one.name} is deleted.`)) this.suites.reload();
  }
}
customElements.define('suites-page', SuitesPage);
