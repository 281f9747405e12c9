// What can be done with a study: pause, resume, stop, other strategies, a trial by hand, its files, deletion.
import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {can} from '../../lib/session.js';
import {fileName, saveFrom} from '../../lib/download.js';
import {go} from '../../lib/router.js';
import {plural} from '../../lib/format.js';
import {attempt} from '../../components/messages.js';
import {confirm} from '../../components/dialogs.js';
import {studyUrl} from './study-model.js';
import {changeStrategy} from './strategy-dialog.js';
import {enqueueTrial} from './enqueue-dialog.js';

/** Buttons of the study's head; `changed` is called after each change. */
export function actions(study, changed) {
  const {status} = study;
  const write = can('tuner:write');
  return html`
    ${write && status === 'active' ? html`<button @click=${() => setStatus(study, 'paused', changed)}>Pause</button>` : nothing}
    ${write && status !== 'active' ? html`<button class="primary" @click=${() => setStatus(study, 'active', changed)}>Resume</button>` : nothing}
    ${write && status !== 'stopped' ? html`<button @click=${() => setStatus(study, 'stopped', changed)}>Stop</button>` : nothing}
    ${write ? html`<button @click=${() => enqueueTrial(study, {}, changed)}>Enqueue a trial</button>` : nothing}
    <details class="plot-menu">
      <summary class="button">More</summary>
      <div class="menu">
        ${write ? html`<button class="small quiet" @click=${event => act(event, () => changeStrategy(study, changed))}>Change sampler or pruner</button>` : nothing}
        <a class="button small quiet" href=${`#/compare-studies?studies=${encodeURIComponent(JSON.stringify([study.study_name]))}`}>Compare with others</a>
        ${write ? html`<a class="button small quiet" href=${`#/new-study?from=${encodeURIComponent(study.study_name)}`}>New study like this</a>` : nothing}
        <button class="small quiet" @click=${event => act(event, () => download(study, 'jsonl'))}>Download JSON lines</button>
        <button class="small quiet" @click=${event => act(event, () => download(study, 'csv'))}>Download CSV</button>
        ${write ? html`<button class="small quiet danger" @click=${event => act(event, () => remove(study))}>Delete</button>` : nothing}
      </div>
    </details>`;
}

function act(event, action) {
  event.target.closest('details').open = false;
  return action();
}

const STATUS_WORDS = {active: 'The study is active.', paused: 'The study is paused: asks are refused until it is resumed.', stopped: 'The study is stopped: no more trials are given out.'};

async function setStatus(study, status, changed) {
  if (status === 'stopped' && !await confirm('Stop this study?', 'Nobody is given another trial. Running trials may still finish. It can be resumed later.', {action: 'Stop'})) return;
  await attempt(() => api.patch(studyUrl(study.study_name), {status}), STATUS_WORDS[status]);
  changed();
}

const download = (study, format) =>
    attempt(() => saveFrom(`${studyUrl(study.study_name)}/export`, `${fileName(study.study_name)}.${format}`, {query: {format}}));

async function remove(study) {
  const name = study.study_name;
  const sure = await confirm('Delete this study?', html`<code>${name}</code> and its ${plural(study.n_trials, 'trial')} are deleted for good. Download it first if you may need it again.`,
      {action: 'Delete', danger: true, type: name});
  if (sure && await attempt(() => api.delete(studyUrl(name)), `${name} is deleted.`)) go('#/studies');
}
