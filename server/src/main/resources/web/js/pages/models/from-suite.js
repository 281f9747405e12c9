// Choosing tools, or a whole case, from a suite.
import {html, nothing} from 'lit';
import {openDialog} from '../../components/dialogs.js';
import {errorBox, skeleton} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {api, path} from '../../lib/api.js';
import {plural} from '../../lib/format.js';

const SHOWN = 30;

const promptOf = one => one.prompt ?? one.messages?.at(-1)?.content ?? one.turns?.[0]?.prompt ?? '';

/** The first turn of a case as inputs of a task. */
function inputsOf(suite, one) {
  const turn = one.turns?.[0] ?? one;
  return {
    tools: one.tools ?? suite.tools ?? [], system: suite.system_prompt, prompt: turn.prompt, messages: turn.messages,
    expected: {expected_calls: turn.expected_calls, any_call: turn.any_call}, from: `${suite.name}, case ${one.id}`,
  };
}

/** Resolves to {tools, system, prompt?, messages?, expected?, from}, undefined if nothing was chosen. */
export function fromSuite() {
  let suites = null;
  let suite = null;
  let error = null;
  let words = '';
  return openDialog('Take from a suite', ({close, redraw}) => {
    const load = async action => {
      try {
        error = null;
        await action();
      } catch (failure) {
        error = failure;
      }
      redraw();
    };
    if (suites === null && !error) {
      suites = [];
      load(async () => { suites = (await api.list('/api/tool-eval/suites', {query: {limit: 1000}})).items; suites.loaded = true; });
    }
    const choose = id => {
      suite = null;
      words = '';
      if (id) load(async () => { suite = await api.get(path`/api/tool-eval/suites/${id}`); });
    };
    const found = (suite?.cases ?? []).filter(one => `${one.id} ${promptOf(one)}`.toLowerCase().includes(words));
    return html`
      <div class="stack suite-choice">
        ${error ? errorBox(error) : nothing}
        ${!suites.loaded && !error ? skeleton(3) : suites.length === 0 ? html`<p>There is no suite yet. <a href="#/import-suite" @click=${() => close()}>Import one</a>.</p>` : field('Suite', id => html`
          <select id=${id} @change=${event => choose(event.target.value)}>
            <option value="">Choose one</option>${suites.map(one => html`<option value=${one.suite_id ?? one.id}>${one.name}</option>`)}
          </select>`, {id: 'choose-suite'})}
        ${suite ? html`
          ${suite.tools?.length ? html`<div><button @click=${() => close({tools: suite.tools, system: suite.system_prompt, from: suite.name})}>Only its ${plural(suite.tools.length, 'tool')}</button></div>` : nothing}
          ${field('Case', id => html`<input id=${id} type="search" placeholder="Search id or prompt" .value=${words} @input=${event => { words = event.target.value.toLowerCase(); redraw(); }}>`, {id: 'choose-case'})}
          <ul class="case-choice" aria-label="Cases">${found.slice(0, SHOWN).map(one => html`
            <li><button class="quiet" @click=${() => close(inputsOf(suite, one))}><b>${one.id}</b> <span>${promptOf(one)}</span></button></li>`)}</ul>
          <span class="quiet-text small-text" role="status">${plural(found.length, 'case')}${found.length > SHOWN ? `, the first ${SHOWN} are shown` : ''}</span>` : nothing}
        <div class="actions"><button @click=${() => close()}>Cancel</button></div>
      </div>`;
  }, {wide: true});
}
