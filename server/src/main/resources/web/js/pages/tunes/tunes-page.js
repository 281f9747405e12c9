import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {go, setQuery} from '../../lib/router.js';
import {ENDED, STATUSES} from '../../lib/jobs.js';
import {empty} from '../../components/messages.js';
import {field, pageHead} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {applyCombo, cancelTune, deleteTune, exports, listTunes, mayWrite, menu, saveProfile, startJudge, tunePath} from './actions.js';
import {TUNE_COLUMNS} from './tune-columns.js';
import {MODES} from './words.js';

const SIZE = 25;

/** The history of tunes: running ones live, ended ones to compare and to use. */
class TunesPage extends Page {
  static properties = {chosen: {state: true}};

  constructor() {
    super();
    this.chosen = [];
    this.tunes = new Resource(this, signal => listTunes(this.query(), signal), {
      start: false,
      every: list => list?.items.some(one => !ENDED.includes(one.status)) ? 2 : 15,
    });
    this.choices = new Resource(this, async signal => {
      const [suites, models] = await Promise.all([
        api.list('/api/tool-eval/suites', {query: {limit: 1000}, signal}), api.list('/api/v1/models', {query: {limit: 1000}, signal})]);
      return {suites: suites.items, models: models.items};
    });
  }

  query() {
    const {suite, model, status, mode, page} = this.route.query;
    return {suite_id: suite, model, status, mode, limit: SIZE, offset: Number(page) || undefined};
  }

  routeChanged() { this.tunes.reload(); }

  render() {
    return html`
      ${pageHead('Tunes', {actions: mayWrite() ? html`<a class="button primary" href="#/new-tune">New tune</a>` : nothing})}
      ${this.filters()}
      ${this.tunes.render(list => this.list(list))}`;
  }

  filters() {
    const {suite = '', model = '', status = '', mode = ''} = this.route.query;
    const {suites = [], models = []} = this.choices.data ?? {};
    return html`<div class="toolbar">
      ${this.filter('Suite', 'suite', suite, suites.map(one => [one.suite_id, one.name]))}
      ${this.filter('Model', 'model', model, models.map(one => [one.name, one.display_name ?? one.name]))}
      ${this.filter('Status', 'status', status, STATUSES.map(one => [one, one]))}
      ${this.filter('Strategy', 'mode', mode, Object.entries(MODES).map(([name, {label}]) => [name, label]))}
      ${suite || model || status || mode ? html`<button @click=${() => setQuery({suite: '', model: '', status: '', mode: '', page: ''})}>Clear</button>` : nothing}
      ${mayWrite() ? html`
        <a class="button ${this.chosen.length === 2 ? 'primary' : ''}" role="link" aria-disabled=${this.chosen.length !== 2}
          href=${this.chosen.length === 2 ? `#/compare-results?a=${this.chosen[0]}&b=${this.chosen[1]}` : nothing}>
          ${this.chosen.length === 2 ? 'Compare the two' : `Choose two to compare (${this.chosen.length})`}</a>` : nothing}
    </div>`;
  }

  filter(label, name, value, options) {
    return field(label, id => html`
      <select id=${id} .value=${value} @change=${event => setQuery({[name]: event.target.value, page: ''})}>
        <option value="" ?selected=${!value}>All</option>
        ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
        ${value && !options.some(([key]) => key === value) ? html`<option value=${value} selected>${value}</option>` : nothing}
      </select>`, {id: `filter-${name}`});
  }

  list({items, total}) {
    const offset = Number(this.route.query.page) || 0;
    if (items.length === 0) {
      return offset > 0 || ['suite', 'model', 'status', 'mode'].some(name => this.route.query[name])
        ? empty('No tune fits', 'Take a filter away to see more.', html`<button @click=${() => setQuery({suite: '', model: '', status: '', mode: '', page: ''})}>Clear filters</button>`)
        : empty('No tune yet', 'A tune runs a suite of tool-calling cases against a model and finds the parameters it does best with.',
            mayWrite() ? html`<a class="button primary" href="#/new-tune">New tune</a>` : nothing);
    }
    return html`
      <data-table label="Tunes" .rows=${items} .rowKey=${one => one.job_id} .columns=${this.columns()}></data-table>
      ${pager({offset, limit: SIZE, total, shown: items.length}, to => setQuery({page: to || ''}))}`;
  }

  columns() {
    return [
      ...(mayWrite() ? [{key: 'choose', title: 'Compare', cell: one => html`<input type="checkbox" aria-label=${`Choose the tune of ${one.suite_name}, ${one.job_id}, to compare`}
          ?disabled=${!one.completed_combos || (this.chosen.length === 2 && !this.chosen.includes(one.job_id))} .checked=${this.chosen.includes(one.job_id)}
          @change=${event => { this.chosen = event.target.checked ? [...this.chosen, one.job_id] : this.chosen.filter(id => id !== one.job_id); }}>`}] : []),
      ...TUNE_COLUMNS,
      {key: 'actions', title: 'Actions', cell: one => this.actions(one)},
    ];
  }

  actions(one) {
    const best = one.best_value !== null && one.best_value !== undefined;
    const ended = ENDED.includes(one.status);
    const item = (label, action, kind = '') => html`<button class="small quiet ${kind}" @click=${action}>${label}</button>`;
    return menu('Actions', html`
        ${mayWrite() && best ? html`${item('Apply best', () => this.withBest(one, applyCombo))}${item('Save best as profile', () => this.withBest(one, saveProfile))}` : nothing}
        ${mayWrite() && best && ended ? item('Judge', () => startJudge(one.job_id)) : nothing}
        ${mayWrite() ? item('Use again', () => go(`/new-tune?from=${one.job_id}`)) : nothing}
        ${exports(one.job_id, one.suite_name)}
        ${mayWrite() && !ended ? item('Cancel', async () => await cancelTune(one.job_id) && this.tunes.reload(), 'danger') : nothing}
        ${mayWrite() && ended ? item('Delete', () => this.discard(one), 'danger') : nothing}`,
      `Actions on the tune ${one.job_id}`, one.job_id);
  }

  async withBest(one, action) {
    const {best} = await api.get(tunePath(one.job_id));
    await action(one.job_id, best, best.combo_id);
  }

  async discard(one) {
    if (!await deleteTune(one.job_id, one.suite_name)) return;
    this.chosen = this.chosen.filter(id => id !== one.job_id);
    this.tunes.reload();
  }
}
customElements.define('tunes-page', TunesPage);
