import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, send} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {go, href, setQuery} from '../../lib/router.js';
import {count, percent} from '../../lib/format.js';
import {attempt, empty} from '../../components/messages.js';
import {badge, field, meter, pageHead, since, state} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {directions, list, progress, scores, several, whole} from './study-model.js';

const LIMIT = 25;
const MOST_COMPARED = 10;

/** Every study, with search, filter, order, and marks for those to compare. */
class StudiesPage extends Page {
  studies = new Resource(this, signal => api.list('/v1/tuner/studies', {query: this.query(), signal}), {every: 5});

  query() {
    const {q, status, order, offset} = this.route.query;
    return {name_contains: q, status, order: order ?? '-created', limit: LIMIT, offset: whole(offset, 0)};
  }

  get compared() { return list(this.route.query.compare) ?? []; }

  routeChanged(before) {
    if (before && ['q', 'status', 'order', 'offset'].some(name => before.query[name] !== this.route.query[name])) this.studies.reload();
  }

  render() {
    const {q = '', status = ''} = this.route.query;
    return html`
      ${pageHead('Studies', {lead: 'One optimisation each: workers ask for parameters, evaluate them, and tell the value.', actions: html`
        ${this.compared.length ? html`<a class="button" href=${`#/compare-studies?studies=${encodeURIComponent(JSON.stringify(this.compared))}`}>Compare ${this.compared.length}</a>` : nothing}
        ${can('tuner:write') ? html`
          <button @click=${() => this.querySelector('#import-file').click()}>Import</button>
          <input id="import-file" class="visually-hidden" type="file" accept=".jsonl,.ndjson,application/jsonl" aria-label="Import a study from JSON lines" tabindex="-1" @change=${event => this.importFile(event.target)}>
          <a class="button primary" href="#/new-study">New study</a>` : nothing}`})}
      <div class="toolbar">
        <div class="grow">${field('Search', id => html`<input id=${id} type="search" placeholder="Part of a name" .value=${q} @input=${event => this.search(event.target.value)}>`, {id: 'study-search'})}</div>
        ${field('State', id => html`<select id=${id} @change=${event => setQuery({status: event.target.value, offset: null})}>
          ${[['', 'All'], ['active', 'active'], ['paused', 'paused'], ['stopped', 'stopped']].map(([value, text]) => html`<option value=${value} ?selected=${value === status}>${text}</option>`)}
        </select>`, {id: 'study-status'})}
      </div>
      ${this.studies.render(page => this.table(page))}`;
  }

  search(text) {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => setQuery({q: text.trim(), offset: null}), 250);
  }

  table({items, total}) {
    const {q, status, order = '-created'} = this.route.query;
    if (total === 0 && !q && !status) {
      return empty('No study yet', 'Create one here, by the Java client, or by a POST to /v1/tuner/studies. Then workers can ask for trials.',
          can('tuner:write') ? html`<a class="button primary" href="#/new-study">New study</a>` : nothing);
    }
    if (items.length === 0) {
      return empty('No study matches', 'Other words, or another state, may find it.',
          html`<button @click=${() => setQuery({q: null, status: null, offset: null})}>Show all studies</button>`);
    }
    const sorted = {key: order.replace('-', ''), descending: order.startsWith('-')};
    return html`
      <data-table label="Studies" .rows=${items} .columns=${this.columns} .order=${sorted}
        @sort-by=${event => setQuery({order: `${event.detail.descending ? '-' : ''}${event.detail.key}`, offset: null})}></data-table>
      ${pager({offset: whole(this.route.query.offset, 0), limit: LIMIT, total, shown: items.length}, offset => setQuery({offset: offset || null}))}`;
  }

  columns = [
    {key: 'pick', title: html`<span class="visually-hidden">Compare</span>`, cell: one => html`<input type="checkbox" aria-label=${`Compare ${one.study_name}`} .checked=${this.compared.includes(one.study_name)}
        ?disabled=${this.compared.length >= MOST_COMPARED && !this.compared.includes(one.study_name)} @change=${event => this.pick(one.study_name, event.target.checked)}>`},
    {key: 'name', title: 'Study', sort: 'ascending', cell: one => html`<a class="study-name" href=${href`/studies/${one.study_name}`}>${one.study_name}</a>`},
    {key: 'status', title: 'State', cell: one => state(one.status)},
    {key: 'trials', title: 'Trials', number: true, sort: 'descending', cell: one => count(one.n_trials)},
    {key: 'progress', title: 'Progress', cell: one => this.progress(one)},
    {key: 'best', title: 'Best', number: true, cell: one => scores(one.best_value)},
    {key: 'direction', title: 'Direction', cell: one => html`<span class="row">${[...new Set(directions(one))].map(word => badge(several(one) ? `${directions(one).filter(other => other === word).length} × ${word}` : word))}</span>`},
    {key: 'sampler', title: 'Sampler', cell: one => one.sampler},
    {key: 'created', title: 'First trial', sort: 'descending', hint: 'Sorted by when the study was created', cell: one => since(one.datetime_start)},
  ];

  progress(one) {
    const share = progress(one);
    const {RUNNING: running, FAIL: failed} = one.trial_counts;
    const notes = [running ? `${count(running)} running` : '', failed ? `${count(failed)} failed` : ''].filter(Boolean).join(', ');
    return html`<div class="study-progress">
      ${share === null ? nothing : html`${meter(share, `Progress of ${one.study_name}`)}<span class="small-text">${percent(share, 0)} of ${count(one.max_trials)}</span>`}
      ${notes ? html`<span class="small-text quiet-text">${notes}</span>` : share === null ? html`<span class="quiet-text">–</span>` : nothing}</div>`;
  }

  pick(name, on) {
    const next = on ? [...this.compared, name] : this.compared.filter(one => one !== name);
    setQuery({compare: next.length ? JSON.stringify(next) : null});
  }

  async importFile(input) {
    const [file] = input.files;
    if (!file) return;
    await attempt(async () => {
      const study = await (await send('POST', '/v1/tuner/studies/import', {text: await file.text(), type: 'application/jsonl'})).json();
      go(href`/studies/${study.study_name}`);
    }, `Imported the study in ${file.name}.`);
    input.value = '';
  }
}
customElements.define('studies-page', StudiesPage);
