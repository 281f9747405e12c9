import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {errorBox, toast} from '../../components/messages.js';
import {facts, field} from '../../components/parts.js';

/** Name, description, system prompt and matching of `suite`; `saved` is fired when they were changed. */
class SuiteSettings extends Element {
  static properties = {suite: {attribute: false}, error: {state: true}, busy: {state: true}};

  render() {
    const {suite, error} = this;
    const may = can('tool-eval:write');
    return html`
      <form class="card stack" @submit=${event => this.save(event)}>
        ${field('Name', (id, about) => html`<input id=${id} name="name" required maxlength="256" ?readonly=${!may} aria-describedby=${about} .value=${suite.name}>`, {id: 'suite-name', error: error?.of('name')})}
        ${field('Description', (id, about) => html`<textarea id=${id} name="description" ?readonly=${!may} aria-describedby=${about} .value=${suite.description ?? ''}></textarea>`, {id: 'suite-description', error: error?.of('description')})}
        ${field('System prompt', (id, about) => html`<textarea id=${id} name="system_prompt" ?readonly=${!may} aria-describedby=${about} .value=${suite.system_prompt ?? ''}></textarea>`,
          {id: 'suite-system', hint: 'Goes before every conversation. Empty: none.', error: error?.of('system_prompt')})}
        ${field('Matching', (id, about) => html`
          <select id=${id} name="matching" ?disabled=${!may} aria-describedby=${about}>
            ${['strict', 'bfcl'].map(choice => html`<option value=${choice} ?selected=${choice === (suite.matching ?? 'strict')}>${choice}</option>`)}
          </select>`, {id: 'suite-matching', hint: 'strict: JSON equality, types as the schema says. bfcl: the rules of the Berkeley leaderboard, which fold case and punctuation of strings.'})}
        ${facts([['Id', html`<span class="mono">${suite.suite_id}</span>`], ['Version', suite.version]])}
        ${error && !error.errors.length ? errorBox(error) : nothing}
        ${may ? html`<div><button class="primary" ?disabled=${this.busy}>Save as version ${suite.version + 1}</button></div>` : nothing}
      </form>`;
  }

  async save(event) {
    event.preventDefault();
    const {tag, id, suite_id: suiteId, version, ...definition} = this.suite;
    for (const [name, value] of new FormData(event.target)) {
      if (value === '') delete definition[name]; else definition[name] = value;
    }
    this.busy = true;
    this.error = null;
    try {
      const saved = await api.put(path`/api/tool-eval/suites/${suiteId}`, definition, {headers: {'If-Match': tag}});
      toast(`Saved as version ${saved.version}.`);
      this.dispatchEvent(new CustomEvent('saved'));
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}
customElements.define('suite-settings', SuiteSettings);
