import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {go, href, setQuery} from '../../lib/router.js';
import {empty} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {StudyTab} from './study-tab.js';
import {TRIAL_STATES, list, studyUrl, whole} from './study-model.js';
import {shownAtFirst, trialColumns} from './trial-columns.js';

const LIMITS = [25, 50, 100, 250];

/** The server's words for the columns it sorts by, besides values and parameters. */
const WORDS = {number: 'number', 'value:0': 'value', state: 'state', duration: 'duration_seconds', started: 'datetime_start', finished: 'datetime_complete'};

const wordOf = key => WORDS[key] ?? (key.startsWith('value:') ? `values[${key.slice('value:'.length)}]` : key.slice('param:'.length));

/** A parameter goes before a word of its name, but for number and value. */
function keyOf(word, study) {
  const objective = /^values\[(\d+)\]$/.exec(word);
  const known = Object.keys(WORDS).find(key => WORDS[key] === word);
  if (known === 'number' || known === 'value:0') return known;
  if (study.search_space.some(one => one.name === word)) return `param:${word}`;
  return known ?? (objective ? `value:${objective[1]}` : `param:${word}`);
}

/** The trials as a table, which the server sorts, filters and pages; which columns are shown is in the address. */
class TrialsTab extends StudyTab {
  trials = this.wanted((signal, state, order, limit, offset) => api.list(`${studyUrl(this.name)}/trials`, {query: {state, order, limit, offset}, signal}));
  attributes = new Set();

  get limit() { return whole(this.route.query.limit, LIMITS[1], 1, 1000); }
  get order() { return this.route.query.order || 'number'; }

  ask() {
    const {state, offset} = this.route.query;
    this.trials.want(state, this.order, this.limit, whole(offset, 0));
  }

  render() {
    const {state = ''} = this.route.query;
    return html`
      <div class="toolbar">
        ${field('State', id => html`<select id=${id} @change=${event => setQuery({state: event.target.value, offset: null})}>
          <option value="">All</option>${TRIAL_STATES.map(one => html`<option value=${one} ?selected=${one === state}>${one} (${this.study.trial_counts[one]})</option>`)}</select>`, {id: 'trial-state'})}
        ${field('Per page', id => html`<select id=${id} @change=${event => setQuery({limit: event.target.value, offset: null})}>
          ${LIMITS.map(one => html`<option value=${one} ?selected=${one === this.limit}>${one}</option>`)}</select>`, {id: 'trial-limit'})}
        <form class="row" @submit=${event => this.open(event)}>
          ${field('Open trial', id => html`<input id=${id} class="trial-number" type="number" min="0" max=${Math.max(0, this.study.n_trials - 1)} placeholder="Number" required>`, {id: 'trial-open'})}
          <button class="to-bottom">Open</button>
        </form>
        ${this.trials.data ? this.chooser(this.columns(this.trials.data.items)) : nothing}
      </div>
      ${this.trials.render(page => this.table(page))}`;
  }

  open(event) {
    event.preventDefault();
    go(href`/studies/${this.name}/trials/${event.target.querySelector('input').value}`);
  }

  columns(rows) {
    for (const row of rows) Object.keys(row.user_attrs).forEach(name => this.attributes.add(name));
    return trialColumns(this.study, [...this.attributes].sort());
  }

  shown(columns) {
    const wanted = list(this.route.query.columns);
    return wanted ? columns.filter(one => wanted.includes(one.key)) : columns.filter(one => shownAtFirst(one, columns));
  }

  chooser(columns) {
    const shown = new Set(this.shown(columns).map(one => one.key));
    const change = keys => setQuery({columns: keys === null ? null : JSON.stringify(keys)});
    const toggle = (key, on) => change(columns.map(one => one.key).filter(one => one === key ? on : shown.has(one)));
    return html`
      <details class="plot-menu to-bottom">
        <summary class="button">Columns (${shown.size} of ${columns.length})</summary>
        <div class="menu column-menu">
          <div class="row"><button class="small" @click=${() => change(columns.map(one => one.key))}>All</button><button class="small" @click=${() => change(null)}>Usual ones</button></div>
          ${columns.map(one => html`<label class="check"><input type="checkbox" .checked=${shown.has(one.key)} @change=${event => toggle(one.key, event.target.checked)}>${one.label ?? one.title}</label>`)}
        </div>
      </details>`;
  }

  table({items, total}) {
    if (this.study.n_trials === 0) return empty('No trial yet', 'Trials appear here as workers ask for them.');
    if (items.length === 0) return empty('No trial matches', 'Other states, or the first page, may have some.', html`<button @click=${() => setQuery({state: null, offset: null})}>Show all trials</button>`);
    const sorted = {key: keyOf(this.order.replace(/^-/, ''), this.study), descending: this.order.startsWith('-')};
    return html`
      <data-table label="Trials" .rows=${items} .columns=${this.shown(this.columns(items))} .order=${sorted} @sort-by=${event => this.sort(event.detail)}></data-table>
      ${pager({offset: whole(this.route.query.offset, 0), limit: this.limit, total, shown: items.length}, offset => setQuery({offset: offset || null}))}`;
  }

  sort({key, descending}) {
    const word = wordOf(key);
    setQuery({order: word === 'number' && !descending ? null : `${descending ? '-' : ''}${word}`, offset: null});
  }
}
customElements.define('trials-tab', TrialsTab);
