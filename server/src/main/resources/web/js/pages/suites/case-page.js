import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path, send} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {go, href} from '../../lib/router.js';
import {attempt, empty, errorBox, toast} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';
import {badge, json, pageHead} from '../../components/parts.js';
import {expectedCalls} from '../../components/calls.js';

const PAUSE = 400;
const NEW_CASE = {id: 'new-case', prompt: '', expected_calls: []};

/** One case: how it reads, and its JSON, which is checked by the server while it is written. Saving makes a new version of the suite. */
class CasePage extends Page {
  static properties = {text: {state: true}, checked: {state: true}, busy: {state: true}};

  suite = new Resource(this, signal => this.fetch(signal), {start: false});

  routeChanged(before) {
    if (before?.path === this.route.path) return;
    this.text = null;
    this.checked = null;
    this.suite.restart();
  }

  get isNew() { return this.route.params.case === undefined; }

  async fetch(signal) {
    const answer = await send('GET', path`/api/tool-eval/suites/${this.route.params.id}`, {signal});
    const suite = {...await answer.json(), tag: answer.headers.get('ETag')};
    this.setTitle(`${this.isNew ? 'New case' : this.route.params.case} · ${suite.name}`);
    return suite;
  }

  render() {
    return this.suite.render(suite => {
      const at = this.isNew ? suite.cases.length : suite.cases.findIndex(one => one.id === this.route.params.case);
      if (at < 0) return empty('No such case', `${suite.name} has no case ${this.route.params.case} in its newest version.`, html`<a class="button" href=${href`/suites/${suite.suite_id}`}>To the suite</a>`);
      const stored = suite.cases[at] ?? NEW_CASE;
      const before = JSON.stringify(stored, null, 2);
      const text = this.text ?? before;
      const now = parse(text);
      return html`
        ${pageHead(this.isNew ? 'New case' : stored.id, {
          crumbs: html`<a href="#/suites">Suites</a> / <a href=${href`/suites/${suite.suite_id}`}>${suite.name}</a>`,
          actions: this.isNew ? nothing : html`
            ${at > 0 ? html`<a class="button small" href=${href`/suites/${suite.suite_id}/cases/${suite.cases[at - 1].id}`}>Previous</a>` : nothing}
            ${at + 1 < suite.cases.length ? html`<a class="button small" href=${href`/suites/${suite.suite_id}/cases/${suite.cases[at + 1].id}`}>Next</a>` : nothing}
            ${can('tool-eval:write') ? html`<button class="small danger" @click=${() => this.discard(suite, at)}>Delete</button>` : nothing}`,
        })}
        <div class="columns">
          <section class="card stack" aria-label="The case as it reads">${view(now.value ?? stored, suite)}</section>
          <section class="card stack">
            <h2><label for="case-json">JSON</label></h2>
            <textarea id="case-json" class="code tall" spellcheck="false" ?readonly=${!can('tool-eval:write')} aria-describedby="case-check"
              aria-invalid=${now.error || this.checked?.errors?.length ? 'true' : 'false'} .value=${text} @input=${event => this.edit(event.target.value, suite, at)}></textarea>
            <div id="case-check" role="status">${this.verdict(now, text === before && !this.isNew)}</div>
            ${can('tool-eval:write') ? html`<div class="row">
              <button class="primary" ?disabled=${this.busy || now.error || text === before || this.checked?.errors?.length} @click=${() => this.save(suite, at, now.value)}>Save as version ${suite.version + 1}</button>
              <button ?disabled=${text === before} @click=${() => { this.text = null; this.checked = null; }}>Undo changes</button>
            </div>` : nothing}
          </section>
        </div>`;
    });
  }

  verdict(now, unchanged) {
    if (now.error) return html`<div class="notice bad">The JSON cannot be read: ${now.error}</div>`;
    if (unchanged) return html`<span class="quiet-text">As it is stored.</span>`;
    if (!this.checked) return html`<span class="quiet-text">Checking …</span>`;
    return this.checked.errors?.length || this.checked.message ? errorBox(this.checked) : html`<span class="badge good">This case is right.</span>`;
  }

  edit(text, suite, at) {
    this.text = text;
    this.checked = null;
    clearTimeout(this.timer);
    const {value} = parse(text);
    if (value !== undefined) this.timer = setTimeout(() => this.check(text, with_(suite, at, value), at), PAUSE);
  }

  async check(text, definition, at) {
    let result;
    try {
      await api.post('/api/tool-eval/suites/check', definition);
      result = {};
    } catch (error) {
      error.errors = error.errors?.map(one => ({...one, field: one.field.replace(`cases[${at}].`, '')}));
      result = error;
    }
    if (text === this.text) this.checked = result;
  }

  async save(suite, at, value) {
    this.busy = true;
    const saved = await attempt(async () => {
      const {version} = await api.put(path`/api/tool-eval/suites/${suite.suite_id}`, with_(suite, at, value), {headers: {'If-Match': suite.tag}});
      toast(`Saved as version ${version}.`);
    });
    this.busy = false;
    if (!saved) return;
    this.text = null;
    this.checked = null;
    if (value.id === this.route.params.case) this.suite.reload(); else go(href`/suites/${suite.suite_id}/cases/${value.id}`);
  }

  async discard(suite, at) {
    if (!await confirm('Delete this case?', 'The suite gets a new version without it.', {action: 'Delete', danger: true})) return;
    const cases = suite.cases.filter((_, i) => i !== at);
    if (await attempt(() => api.put(path`/api/tool-eval/suites/${suite.suite_id}`, definitionOf(suite, cases), {headers: {'If-Match': suite.tag}}), 'The case is deleted.')) {
      go(href`/suites/${suite.suite_id}`);
    }
  }
}
customElements.define('case-page', CasePage);

function definitionOf({tag, id, suite_id: suiteId, version, ...definition}, cases) {
  return {...definition, cases};
}

const with_ = (suite, at, value) => definitionOf(suite, Object.assign([...suite.cases], {[at]: value}));

function parse(text) {
  try {
    return {value: JSON.parse(text)};
  } catch (error) {
    return {error: error.message};
  }
}

/** A case as a conversation, with what would be right at each point. */
function view(one, suite) {
  const turns = Array.isArray(one.turns) ? one.turns : [one];
  const tools = one.tools ?? suite.tools;
  return html`
    <div class="row">${one.category ? badge(one.category) : nothing}${one.weight ? badge(`weight ${one.weight}`) : nothing}</div>
    ${turns.map((turn, i) => html`
      ${turns.length > 1 ? html`<h3>Turn ${i + 1}</h3>` : nothing}
      ${messages(turn).map(message => html`<div class="message"><span class="quiet-text small-text">${message.role}</span><div class="said">${typeof message.content === 'string' ? message.content : json(message.content)}</div></div>`)}
      <div><h3>Right answer</h3>${expectedCalls(turn)}</div>
      ${turn.tool_results ? html`<details><summary>Results of the tools</summary>${json(turn.tool_results)}</details>` : nothing}`)}
    <details><summary>${one.tools ? 'Tools of this case' : 'Tools of the suite'} (${tools?.length ?? 0})</summary>${json(tools ?? [])}</details>`;
}

const messages = turn => [...(turn.messages ?? []), ...(turn.prompt ? [{role: 'user', content: turn.prompt}] : [])];
