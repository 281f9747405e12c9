import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path, send} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {go, href, setQuery} from '../../lib/router.js';
import {fileName, save} from '../../lib/download.js';
import {plural} from '../../lib/format.js';
import {attempt, empty} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';
import {badge, json, pageHead, tabs, tile} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {calls, expectedCalls} from '../../components/calls.js';
import './suite-settings.js';

const PAGE = 50;

/** One suite: its cases, its tools, and what holds for all of it. */
class SuitePage extends Page {
  suite = new Resource(this, signal => this.fetch(signal), {start: false});

  routeChanged(before) {
    const {params: {id}, query: {version}} = this.route;
    if (before?.params.id !== id || before?.query.version !== version) this.suite.restart();
  }

  async fetch(signal) {
    const {params: {id}, query: {version}} = this.route;
    const answer = await send('GET', path`/api/tool-eval/suites/${id}`, {query: {version}, signal});
    const suite = await answer.json();
    this.setTitle(suite.name);
    return {...suite, tag: answer.headers.get('ETag')};
  }

  render() {
    return this.suite.render(suite => html`
      ${pageHead(suite.name, {
        crumbs: html`<a href="#/suites">Suites</a>`,
        lead: html`${suite.description ?? nothing} <span class="mono">${suite.suite_id}</span>`,
        actions: html`
          ${can('tool-eval:write') ? html`<a class="button primary" href=${`#/new-tune?suite=${encodeURIComponent(suite.suite_id)}`}>Tune on it</a>
            <a class="button" href=${href`/suites/${suite.suite_id}/new-case`}>Add a case</a>` : nothing}
          <button @click=${() => this.download(suite)}>Export</button>
          ${can('tool-eval:write') ? html`<button class="danger" @click=${() => this.discard(suite)}>Delete</button>` : nothing}`,
      })}
      ${tabs('Parts of the suite', ['cases', 'tools', 'settings'].map(id => ({id, label: {cases: 'Cases', tools: 'Tools', settings: 'Settings'}[id], href: `#${this.route.path}?tab=${id}`})), this.tab())}
      ${{cases: () => this.cases(suite), tools: () => this.tools(suite), settings: () => html`<suite-settings .suite=${suite} @saved=${() => this.suite.reload()}></suite-settings>`}[this.tab()]()}`);
  }

  tab() {
    const {tab = 'cases'} = this.route.query;
    return ['cases', 'tools', 'settings'].includes(tab) ? tab : 'cases';
  }

  cases(suite) {
    const {q = '', category = '', offset = '0'} = this.route.query;
    const categories = countBy(suite.cases, one => one.category ?? '');
    const wanted = suite.cases.filter(one => (!category || (one.category ?? '') === category) && (!q || JSON.stringify(one).toLowerCase().includes(q.toLowerCase())));
    const from = Math.min(Number(offset) || 0, Math.max(0, wanted.length - 1));
    const shown = wanted.slice(from, from + PAGE);
    if (suite.cases.length === 0) return empty('No case yet', 'A suite needs cases before a tune can run on it.', html`<a class="button" href=${href`/suites/${suite.suite_id}/new-case`}>Add a case</a>`);
    return html`
      <div class="stack">
        <div class="tiles">
          ${tile('Cases', suite.cases.length)}${tile('Categories', Object.keys(categories).filter(Boolean).length || '–')}${tile('Shared tools', suite.tools.length)}
          ${tile('Matching', suite.matching ?? 'strict')}${tile('Version', suite.version)}
        </div>
        <div class="toolbar">
          <div class="field grow"><label for="search">Search in prompts, tools and arguments</label>
            <input id="search" type="search" .value=${q} @input=${event => setQuery({q: event.target.value, offset: null})}></div>
          <div class="field"><label for="category">Category</label>
            <select id="category" @change=${event => setQuery({category: event.target.value, offset: null})}>
              <option value="">all</option>
              ${Object.entries(categories).filter(([name]) => name).map(([name, n]) => html`<option value=${name} ?selected=${name === category}>${name} (${n})</option>`)}
            </select></div>
        </div>
        <data-table label="Cases" .rows=${shown} .columns=${[
          {key: 'id', title: 'Case', cell: one => html`<a href=${href`/suites/${suite.suite_id}/cases/${one.id}`}>${one.id}</a>`},
          {key: 'prompt', title: 'Prompt', wrap: true, cell: one => html`<span class="clamp">${promptOf(one)}</span>`},
          {key: 'expected', title: 'Right answer', wrap: true, cell: one => one.turns ? `${plural(one.turns.length, 'turn')}` : html`<span class="clamp">${brief(one)}</span>`},
          {key: 'category', title: 'Category', cell: one => one.category ? badge(one.category) : '–'},
          {key: 'weight', title: 'Weight', number: true, cell: one => one.weight ?? 1},
        ]}></data-table>
        ${pager({offset: from, limit: PAGE, total: wanted.length, shown: shown.length}, to => setQuery({offset: to || null}))}
      </div>`;
  }

  tools(suite) {
    const own = new Map();
    suite.cases.forEach(one => (one.tools ?? []).forEach(tool => own.set(tool.function?.name, tool)));
    const list = [...suite.tools, ...[...own.values()].filter(tool => !suite.tools.some(one => one.function?.name === tool.function?.name))];
    if (list.length === 0) return empty('No tool', 'The models of this suite have nothing to call.');
    return html`<div class="stack">
      <p class="quiet-text">${plural(suite.tools.length, 'tool')} of the suite, ${plural(list.length - suite.tools.length, 'tool')} of single cases.</p>
      ${list.slice(0, 300).map(tool => html`
        <details class="card"><summary><code>${tool.function?.name}</code> <span class="quiet-text">${tool.function?.description ?? ''}</span></summary>${json(tool.function?.parameters ?? {})}</details>`)}
      ${list.length > 300 ? html`<p class="quiet-text">The first 300 are shown.</p>` : nothing}
    </div>`;
  }

  download(suite) {
    return attempt(async () => {
      const exported = await api.get(path`/api/tool-eval/suites/${suite.suite_id}/export`);
      save(`${fileName(suite.name)}.json`, JSON.stringify(exported, null, 2), 'application/json');
    });
  }

  async discard(suite) {
    if (!await confirm('Delete this suite?', html`<p>${plural(suite.cases.length, 'case')} are deleted in all versions. Results of tunes stay, without prompts and expected calls.</p>`, {action: 'Delete', danger: true, type: suite.name})) return;
    if (await attempt(() => api.delete(path`/api/tool-eval/suites/${suite.suite_id}`), `${suite.name} is deleted.`)) go('/suites');
  }
}
customElements.define('suite-page', SuitePage);

function countBy(items, key) {
  const counts = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

/** The words a case begins with. */
export function promptOf(one) {
  const first = one.turns?.[0] ?? one;
  if (first.prompt) return first.prompt;
  const said = (first.messages ?? []).filter(message => message.role === 'user');
  return said.length ? said[said.length - 1].content : '';
}

const brief = one => one.any_call ? 'any call' : one.expected_calls?.length ? calls(one.expected_calls.map(call => ({
  name: call.name,
  arguments: Object.fromEntries(Object.entries(call.arguments ?? {}).map(([name, values]) => [name, Array.isArray(values) ? values.find(value => value !== '') ?? '' : values])),
}))) : expectedCalls(one);
