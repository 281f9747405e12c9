// Starting and cancelling a tuning job.
import {html, nothing} from 'lit';
import {api, path} from '../../lib/api.js';
import {UNFINISHED} from '../../lib/jobs.js';
import {can} from '../../lib/session.js';
import {attempt} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';

const start = (job, done) => attempt(async () => {
  await api.post(path`/api/tuning/jobs/${job.id}/start`);
  done();
}, `${job.name} is started.`);

async function cancel(job, done) {
  if (!await confirm('Cancel this job?', html`<p><b>${job.name}</b> ends now. What was evaluated stays.</p>`, {action: 'Cancel the job', danger: true})) return;
  await attempt(async () => {
    await api.post(path`/api/tuning/jobs/${job.id}/cancel`);
    done();
  }, `${job.name} is canceled.`);
}

/** The buttons that make sense for the job as it stands; `done()` is called when something changed. */
export function jobActions(job, done, size = '') {
  if (!can('tool-eval:write')) return nothing;
  return html`<span class="row">
    ${job.status === 'created' ? html`<button class="primary ${size}" @click=${() => start(job, done)}>Start</button>` : nothing}
    ${job.status === 'failed' ? html`<button class=${size} @click=${() => start(job, done)}>Start again</button>` : nothing}
    ${UNFINISHED.includes(job.status) ? html`<button class="danger ${size}" @click=${() => cancel(job, done)}>Cancel</button>` : nothing}
  </span>`;
}
