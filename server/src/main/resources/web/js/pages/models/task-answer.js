// What came of a task: the answer, how it was got, what was really sent; or whose error it was.
import {html, nothing} from 'lit';
import {calls, expectedCalls} from '../../components/calls.js';
import {copy} from '../../components/copy.js';
import {attempt} from '../../components/messages.js';
import {badge, json, tile} from '../../components/parts.js';
import {count, duration} from '../../lib/format.js';
import '../../components/data-table.js';

const REASONS = {stop: 'good', length: 'warn', refusal: 'bad'};

export function taskAnswer(run) {
  return run.error ? failure(run) : success(run);
}

function success({answer, inputs}) {
  const {usage} = answer;
  return html`
    <div class="tiles">
      ${tile('Latency', duration(answer.latency_ms / 1000))}
      ${tile('Tokens', count(usage.total_tokens), `${count(usage.prompt_tokens)} in, ${count(usage.completion_tokens)} out`)}
      ${tile('Tool calls', count(answer.calls.length))}
      ${tile('Ended by', badge(answer.finish_reason.replace('_', ' '), REASONS[answer.finish_reason] ?? ''))}
    </div>
    ${answer.calls.length || inputs.expected ? html`
      <section class="card stack tight" aria-label="Tool calls"><h3>Tool calls</h3>
        ${calls(answer.calls)}
        ${inputs.expected ? html`<div class="quiet-text small-text">Expected by ${inputs.from}</div>${expectedCalls(inputs.expected)}` : nothing}
      </section>` : nothing}
    ${answer.text ? html`<section class="card stack tight" aria-label="Text"><h3>Text</h3><div class="answer-text">${answer.text}</div></section>` : nothing}
    ${!answer.text && answer.calls.length === 0 ? html`<p class="quiet-text">The model said nothing and called nothing.</p>` : nothing}
    ${answer.adjustments.length ? html`
      <section class="card flush"><div class="card-head"><h3>Adjustments</h3></div>
        <data-table label="Adjustments" .rows=${answer.adjustments} .columns=${[
          {key: 'param', title: 'Parameter', cell: one => html`<code>${one.param}</code>`},
          {key: 'action', title: 'What', cell: one => badge(one.action, one.action === 'drop' ? 'bad' : 'warn')},
          {key: 'original', title: 'Asked for', cell: one => shown(one.original)},
          {key: 'actual', title: 'Sent', cell: one => shown(one.actual)},
          {key: 'reason', title: 'Why', wrap: true},
        ]}></data-table></section>` : html`<p class="quiet-text small-text">No parameter was adjusted.</p>`}
    <section class="card stack tight" aria-label="Request"><div class="row spread"><h3>Request really sent</h3>
      <button class="small" @click=${() => attempt(() => copy(JSON.stringify(answer.request, null, 2)), 'Copied.')}>Copy</button></div>${json(answer.request)}</section>`;
}

const shown = value => value === null || value === undefined ? html`<span class="quiet-text">nothing</span>` : html`<code>${JSON.stringify(value)}</code>`;

const THEIRS = {refused_by_provider: 'The provider refused the request', model_does_not_answer: 'The provider gave no answer'};

function failure({error}) {
  const theirs = THEIRS[error.code];
  const words = error.code === 'refused_by_provider' && error.errors.length ? error.errors.map(e => e.message).join(' ') : error.message;
  return html`
    <div class="notice bad" role="alert">
      <strong>${theirs ?? (error.status === 0 ? 'The server is away' : error.status === 499 ? 'Not waited for' : 'This server did not take the task')}</strong>
      <span class="answer-text">${words}</span>
      ${!theirs && error.errors.length ? html`<ul>${error.errors.map(e => html`<li><code>${e.field}</code>: ${e.message}</li>`)}</ul>` : nothing}
      <small class="quiet-text">${theirs ? error.code === 'refused_by_provider'
        ? 'These are the provider\'s words. Change the settings or the tools it names, or probe the model to learn what it takes.'
        : 'These are the provider\'s words, after three attempts where more attempts may help. See that it runs, and that its address, its key and the model\'s wire name are right.'
        : error.status === 0 ? 'What you entered is kept.' : 'The provider was not asked.'}</small>
    </div>`;
}
