import {html, nothing} from 'lit';
import {Page} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {go, href} from '../../lib/router.js';
import {plural} from '../../lib/format.js';
import {errorBox, toast} from '../../components/messages.js';
import {badge, field, pageHead} from '../../components/parts.js';
import '../../components/data-table.js';
import {KIND_NAMES, kindOf, requestOf} from './suite-files.js';

const MOST = 32 * 1024 * 1024;
const EXAMPLE = {
  name: 'My suite',
  tools: [{type: 'function', function: {name: 'get_weather', description: 'Get the weather of a city.', parameters: {type: 'object', properties: {city: {type: 'string'}}, required: ['city']}}}],
  cases: [{id: 'oslo', prompt: 'How is the weather in Oslo?', expected_calls: [{name: 'get_weather', arguments: {city: ['Oslo']}}]}],
};

/** Makes a suite from files or from JSON typed here; tells entry by entry what cannot be taken. */
class ImportSuitePage extends Page {
  static properties = {files: {state: true}, name: {state: true}, error: {state: true}, busy: {state: true}, over: {state: true}, written: {state: true}};

  constructor() {
    super();
    this.files = [];
    this.name = '';
    this.written = null;
  }

  render() {
    const request = this.request();
    return html`
      ${pageHead('Import a suite', {crumbs: html`<a href="#/suites">Suites</a>`})}
      <div class="stack">
        <div class="columns">
          <section class="card stack">
            <h2>Files</h2>
            <label class="drop ${this.over ? 'over' : ''}"
              @dragover=${event => { event.preventDefault(); this.over = true; }} @dragleave=${() => { this.over = false; }} @drop=${event => this.dropped(event)}>
              <input class="visually-hidden" id="files" type="file" multiple accept=".json,.jsonl,.txt" @change=${event => this.take(event.target.files)}>
              <span><b>Drop files here</b> or choose them</span>
              <span class="quiet-text small-text">A suite as JSON · BFCL files (questions, answers, functions of multi-turn cases) · what an MCP server answers to tools/list</span>
            </label>
            ${this.files.length ? html`<ul class="files">${this.files.map(file => html`
              <li class="row spread"><span class="row"><span class="mono">${file.name}</span>${badge(KIND_NAMES[file.kind], file.kind === 'unknown' ? 'bad' : 'info')}
                ${file.lines ? html`<span class="quiet-text small-text">${plural(file.lines, 'entry', 'entries')}</span>` : nothing}</span>
                <button class="small quiet" aria-label=${`Remove ${file.name}`} @click=${() => { this.files = this.files.filter(one => one !== file); }}>✕</button></li>`)}</ul>` : nothing}
          </section>
          <section class="card stack">
            <h2>Or write it</h2>
            ${field('Suite as JSON', (id, about) => html`
              <textarea id=${id} class="code" rows="10" spellcheck="false" aria-describedby=${about} .value=${this.written ?? ''} @input=${event => { this.written = event.target.value; this.error = null; }}></textarea>`,
              {id: 'written', hint: html`<button class="small" type="button" @click=${() => { this.written = JSON.stringify(EXAMPLE, null, 2); }}>Insert an example</button>`})}
          </section>
        </div>
        <section class="card stack">
          ${field('Name', (id, about) => html`<input id=${id} maxlength="256" aria-describedby=${about} .value=${this.name} @input=${event => { this.name = event.target.value; this.error = null; }}>`,
            {id: 'name', error: this.error?.of?.('name') ?? '', hint: 'For files of BFCL and MCP it is needed; a suite has a name of its own, which this one replaces.'})}
          <div class="row">
            <button class="primary" ?disabled=${this.busy || Boolean(request.problem)} @click=${() => this.send(false)}>${this.busy ? 'Importing …' : 'Import'}</button>
            <span class="quiet-text" role="status">${request.problem ?? ''}</span>
          </div>
          ${this.error ? this.report() : nothing}
        </section>
      </div>`;
  }

  /** Entry by entry, why not. */
  report() {
    const entries = this.error.errors ?? [];
    if (entries.length === 0) return errorBox(this.error);
    const leaveOut = entries.every(entry => /^(questions|tools)\./.test(entry.field));
    return html`
      <div class="notice bad" role="alert">
        <strong>${leaveOut ? `${plural(entries.length, 'entry', 'entries')} cannot be taken, and nothing was imported.` : 'The suite is not right yet, and nothing was imported.'}</strong>
        ${leaveOut ? html`<div><button @click=${() => this.send(true)} ?disabled=${this.busy}>Import the others</button></div>` : nothing}
      </div>
      <data-table label="What cannot be taken" .rows=${entries} .columns=${[
        {key: 'field', title: 'Entry', cell: one => html`<code>${one.field}</code>`},
        {key: 'message', title: 'Reason', wrap: true},
      ]}></data-table>`;
  }

  request() {
    if (this.files.length === 0 && this.written?.trim()) {
      try {
        const suite = JSON.parse(this.written);
        return {format: 'asktell', body: this.name ? {...suite, name: this.name} : suite};
      } catch (error) {
        return {problem: `The JSON cannot be read: ${error.message}`};
      }
    }
    const request = requestOf(this.files, this.name.trim());
    return request.problem || request.body.name ? request : {problem: 'Give the suite a name.'};
  }

  dropped(event) {
    event.preventDefault();
    this.over = false;
    this.take(event.dataTransfer.files);
  }

  async take(list) {
    this.error = null;
    for (const file of list) {
      if (file.size > MOST) {
        toast(`${file.name} has more than 32 MiB.`, 'bad');
        continue;
      }
      const text = await file.text();
      this.files = [...this.files.filter(one => one.name !== file.name), {name: file.name, text, ...kindOf(file.name, text)}];
    }
    if (!this.name && this.files.length && this.files[0].kind !== 'asktell') this.name = this.files[0].name.replace(/(_answers)?\.[a-z]+$/i, '').replace(/_/g, ' ');
  }

  async send(partial) {
    const {format, body} = this.request();
    this.busy = true;
    this.error = null;
    try {
      const made = await api.post('/api/tool-eval/suites/import', body, {query: {format, partial: partial || undefined}});
      toast(`${made.name} is imported: ${plural(made.cases, 'case')}${made.skipped.length ? `, ${made.skipped.length} left out` : ''}.`);
      go(href`/suites/${made.suite_id}`);
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
  }
}
customElements.define('import-suite-page', ImportSuitePage);
