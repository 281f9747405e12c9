// Another sampler or pruner for a study that exists.
import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {errorBox, toast} from '../../components/messages.js';
import {openForm} from '../../components/dialogs.js';
import {PRUNERS, SAMPLERS} from './strategies.js';
import {strategyFields} from './strategy-fields.js';
import {studyUrl} from './study-model.js';

export async function changeStrategy(study, changed) {
  const form = {sampler: study.sampler, sampler_options: {...study.sampler_options}, pruner: study.pruner, pruner_options: {...study.pruner_options}};
  const done = await openForm('Change sampler or pruner', ({close, redraw, send, busy, error: failure}) => {
    const error = field => failure?.of?.(field) ?? '';
    const part = (kind, catalogue) => strategyFields({kind, catalogue, chosen: form[kind], options: form[`${kind}_options`], error, byDefault: false, change: (name, options) => {
      form[kind] = name;
      form[`${kind}_options`] = options;
      redraw();
    }});
    return html`
      <form @submit=${send(() => api.patch(studyUrl(study.study_name), form))}>
        <p class="quiet-text">Trials so far are kept, and the new sampler learns from them.</p>
        ${failure ? errorBox(failure) : nothing}
        <div class="columns">${part('sampler', SAMPLERS)}${part('pruner', PRUNERS)}</div>
        <div class="actions"><button type="button" @click=${() => close()}>Cancel</button><button class="primary" ?disabled=${busy}>Save</button></div>
      </form>`;
  }, {wide: true});
  if (done) {
    toast('Sampler and pruner are changed.');
    changed();
  }
}
