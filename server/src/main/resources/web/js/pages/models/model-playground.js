import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {ApiError, api, path} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {duration, plural, time} from '../../lib/format.js';
import {attempt, empty, skeleton} from '../../components/messages.js';
import {badge, field} from '../../components/parts.js';
import {below, jsonText, readJson} from './json-text.js';
import {changes, drafts, faults, withValue} from './values.js';
import {fromSuite} from './from-suite.js';
import {taskAnswer} from './task-answer.js';
import './parameter-form.js';

const KEPT = 10;
const ONE_COLUMN = matchMedia('(max-width: 68rem)'); // as in models.css
const BLANK = {mode: 'prompt', prompt: '', messages: '', tools: '', settings: null, expected: null, from: ''};
const MESSAGES = '[\n  {"role": "user", "content": ""}\n]';

function checkTools(tools) {
  if (!Array.isArray(tools)) throw new Error('A list of tools is wanted: [{"type": "function", "function": {…}}].');
  tools.forEach((tool, i) => {
    if (typeof tool?.function?.name !== 'string') throw new Error(`Tool ${i + 1} has no function.name.`);
  });
  return tools.length ? `${plural(tools.length, 'tool')}: ${tools.map(tool => tool.function.name).join(', ')}` : 'No tool.';
}

function checkMessages(messages) {
  if (!Array.isArray(messages) || messages.length === 0) throw new Error('A list of messages is wanted: [{"role": "user", "content": "…"}].');
  messages.forEach((message, i) => {
    if (!['system', 'user', 'assistant'].includes(message?.role)) throw new Error(`Message ${i + 1}: role is system, user or assistant.`);
    if (typeof message.content !== 'string') throw new Error(`Message ${i + 1} has no content.`);
  });
  return plural(messages.length, 'message');
}

/** A place to ask a model, with its saved values or others, and to see what was really sent. */
class ModelPlayground extends Element {
  static properties = {
    name: {}, config: {attribute: false}, profiles: {attribute: false}, registered: {type: Boolean}, changed: {attribute: false},
    input: {state: true}, runs: {state: true}, shown: {state: true}, since: {state: true}, saving: {state: true},
  };

  connectedCallback() {
    super.connectedCallback();
    this.clock = setInterval(() => { if (this.since) this.requestUpdate(); }, 500);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  willUpdate(props) {
    if (!props.has('name')) return;
    this.input = {...BLANK, ...drafts.read(`task:${this.name}`)};
    this.runs = drafts.read(`runs:${this.name}`) ?? [];
    this.shown = this.runs[0] ?? null;
  }

  get saved() { return this.config.saved_values; }
  /** What the settings are now: the saved values, unless they were changed for this run. */
  get settings() { return this.input.settings ?? this.saved; }
  get profile() { return this.profiles.find(one => one.is_default) ?? null; }

  set(change) {
    this.input = {...this.input, ...change};
    drafts.write(`task:${this.name}`, this.input);
  }

  setSettings(settings) { this.set({settings: changes(this.saved, settings).length ? settings : null}); }

  render() {
    if (!this.registered) return empty('Nobody serves this model', 'Register it with a provider, then it can be asked.');
    return html`<div class="playground">${this.form()}<div class="stack results">${this.results()}</div>${this.settingsCard()}</div>`;
  }

  form() {
    const {input} = this;
    const error = this.lastError;
    const tools = readJson(input.tools, checkTools);
    const messages = readJson(input.messages, checkMessages);
    const problems = faults(this.config.generation_schema, this.settings);
    const missing = input.mode === 'prompt' ? !input.prompt.trim() : !messages.value;
    const why = !can('tool-eval:write') ? 'Your key may not ask models.' : tools.error ? 'The tools are not right yet.' : messages.error && input.mode === 'messages' ? 'The messages are not right yet.'
      : missing ? 'Write a prompt first.' : Object.keys(problems).length ? 'A setting is not taken.' : '';
    const of = name => error?.errors.filter(e => e.field === name).map(e => e.message).join(' ') ?? '';
    return html`
      <form class="card stack" novalidate @submit=${event => { event.preventDefault(); if (!why && !this.since) this.run(tools.value, messages.value); }}
        @keydown=${event => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit(); }}>
        ${field('System prompt', (id, about) => html`<textarea id=${id} rows="2" class="short" aria-describedby=${about} .value=${this.settings.system_prompt ?? ''} placeholder=${this.profile?.params.system_prompt ?? 'none'}
          @input=${event => this.setSettings(withValue(this.settings, 'system_prompt', event.target.value || undefined))}></textarea>`, {id: 'task-system', hint: 'One of the settings below: saved with them.', error: of('generation_params.system_prompt')})}
        <div class="row" role="radiogroup" aria-label="What is asked">
          ${[['prompt', 'A prompt'], ['messages', 'A conversation (JSON)']].map(([id, label]) => html`
            <label class="check"><input type="radio" name="task-mode" .checked=${input.mode === id} @change=${() => this.set({mode: id, messages: input.messages || MESSAGES})}>${label}</label>`)}
        </div>
        ${input.mode === 'prompt'
          ? field('Prompt', (id, about) => html`<textarea id=${id} rows="4" aria-describedby=${about} aria-invalid=${Boolean(of('content'))} .value=${input.prompt} @input=${event => this.set({prompt: event.target.value, expected: null})}></textarea>`,
              {id: 'task-prompt', error: of('content')})
          : jsonText('Messages', {id: 'task-messages', text: input.messages, reading: messages, set: text => this.set({messages: text, expected: null}), rows: 6, serverError: below(error, 'messages')})}
        ${jsonText('Tools (JSON)', {id: 'task-tools', text: input.tools, reading: tools, set: text => this.set({tools: text}), rows: 6, serverError: below(error, 'tools'), hint: 'Empty: the model can only answer with text.'})}
        <div class="row">
          <button type="button" @click=${() => this.take()}>Take from a suite</button>
          <button type="button" ?disabled=${!input.tools && !input.prompt && !input.messages} @click=${() => this.set({...BLANK, settings: input.settings})}>Clear</button>
        </div>
        <div class="row spread">
          <span class="quiet-text small-text" role="status">${why || 'Ctrl+Enter runs it.'}</span>
          ${this.since
            ? html`<span class="row"><span class="quiet-text small-text">${duration((Date.now() - this.since) / 1000)}</span><button type="button" @click=${() => this.abort.abort()}>Stop waiting</button></span>`
            : html`<button class="primary" ?disabled=${Boolean(why)}>Run</button>`}
        </div>
      </form>`;
  }

  /** What was wrong with the last run, as long as it is shown because it is the last. */
  get lastError() { return this.shown && !this.stale ? this.shown.error : null; }

  settingsCard() {
    const error = this.lastError;
    const problems = faults(this.config.generation_schema, this.settings);
    const count = changes(this.saved, this.settings).length;
    const errors = Object.fromEntries((error?.errors ?? []).filter(e => e.field.startsWith('generation_params.')).map(e => [e.field.slice('generation_params.'.length), e.message]));
    return html`
      <section class="card stack tight settings" aria-label="Settings">
        <div class="card-head"><h2>Settings</h2>${count ? badge(`${count} changed for this run only`, 'warn') : badge('as saved', 'good')}</div>
        <div class="row">
          <button class="small" ?disabled=${!count || Object.keys(problems).length > 0 || this.saving || !can('tool-eval:write')} @click=${() => this.save()}>Save for every later task</button>
          <button class="small" ?disabled=${!count} @click=${() => this.setSettings(this.saved)}>Back to the saved ones</button>
        </div>
        <parameter-form compact prefix="task" .config=${this.config} .values=${this.settings} .saved=${this.saved} .profile=${this.profile} .errors=${errors} .hidden=${['system_prompt']}
          @values-changed=${event => this.setSettings(event.detail)}></parameter-form>
      </section>`;
  }

  results() {
    return html`
      <section class="stack" aria-label="Answer" aria-live="polite">
        ${this.since ? skeleton(12) : this.shown ? html`
          <div class="row spread"><h2>Answer <span class="quiet-text small-text">${time(this.shown.at)}</span></h2></div>
          ${taskAnswer(this.shown)}` : empty('Not asked yet', 'Write a prompt, or take a case from a suite, and run it. The answer comes here, with the request that was really sent.')}
      </section>
      ${this.runs.length ? html`
        <section class="card flush" aria-label="Last runs">
          <div class="card-head"><h2>Last runs in this tab</h2><button class="small" @click=${() => this.forget()}>Forget them</button></div>
          <ol class="run-list">${this.runs.map(run => html`
            <li class=${run === this.shown ? 'marked' : ''}>
              <button class="quiet run-pick" aria-current=${run === this.shown} @click=${() => { this.shown = run; this.stale = true; }}>
                <span class="run-time">${time(run.at).slice(11)}</span>
                ${run.error ? badge('error', 'bad') : badge(run.answer.calls.length ? plural(run.answer.calls.length, 'call') : 'text', 'good')}
                <span class="run-text">${run.inputs.mode === 'prompt' ? run.inputs.prompt : run.inputs.messages}</span></button>
              <button class="small" @click=${() => this.set(run.inputs)}>Use again</button>
            </li>`)}</ol>
        </section>` : nothing}`;
  }

  async take() {
    const taken = await fromSuite();
    if (!taken) return;
    const change = {tools: JSON.stringify(taken.tools, null, 2), expected: taken.expected ?? null, from: taken.from};
    if (taken.prompt !== undefined) Object.assign(change, {mode: 'prompt', prompt: taken.prompt});
    else if (taken.messages) Object.assign(change, {mode: 'messages', messages: JSON.stringify(taken.messages, null, 2)});
    this.set(change);
    if (taken.system) this.setSettings({...this.settings, system_prompt: taken.system});
  }

  /** Only what differs from what is saved is sent along; null takes a saved value away. */
  params() {
    return Object.fromEntries(changes(this.saved, this.settings).map(name => [name, this.settings[name] ?? this.profile?.params[name] ?? null]));
  }

  async run(tools, messages) {
    this.abort = new AbortController();
    this.since = Date.now();
    const inputs = this.input;
    const asked = inputs.mode === 'prompt' ? {content: inputs.prompt} : {messages};
    let run;
    try {
      const answer = await api.post('/api/v1/tasks', {model: this.name, ...asked, tools: tools?.length ? tools : undefined, generation_params: this.params()}, {signal: this.abort.signal});
      run = {answer};
    } catch (error) {
      run = {error: error instanceof ApiError ? {status: error.status, code: error.code, message: error.message, errors: error.errors}
        : {status: 499, code: '', message: 'You stopped waiting; the provider may have answered all the same.', errors: []}};
    }
    this.since = null;
    this.stale = false;
    this.shown = {...run, inputs, at: new Date().toISOString()};
    this.runs = [this.shown, ...this.runs].slice(0, KEPT);
    for (let kept = this.runs.length; kept > 0 && !drafts.write(`runs:${this.name}`, this.runs.slice(0, kept)); kept--);
  }

  updated(props) {
    if (props.get('since') && !this.since && ONE_COLUMN.matches) this.querySelector('.results').scrollIntoView();
  }

  async save() {
    this.saving = true;
    const settings = this.settings;
    if (await attempt(() => api.post(path`/api/v1/models/${this.name}/config`, {params: settings}), 'Saved. Every later task uses these values.')) {
      await this.changed();
      this.set({settings: null});
    }
    this.saving = false;
  }

  forget() {
    this.runs = [];
    this.shown = null;
    drafts.drop(`runs:${this.name}`);
  }
}
customElements.define('model-playground', ModelPlayground);
