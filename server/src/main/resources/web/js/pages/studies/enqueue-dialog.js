// A trial with chosen parameters, which the next ask gets. What is left empty is chosen by the sampler.
import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {errorBox, toast} from '../../components/messages.js';
import {openForm} from '../../components/dialogs.js';
import {field} from '../../components/parts.js';
import {number} from '../../lib/format.js';
import {studyUrl} from './study-model.js';

export async function enqueueTrial(study, first, changed) {
  const params = {...first};
  let skip = false;
  const trial = await openForm('Enqueue a trial', ({close, redraw, send, busy, error}) => html`
      <form @submit=${send(() => api.post(`${studyUrl(study.study_name)}/trials/enqueue`, {params, skip_if_exists: skip}))}>
        <p class="quiet-text">The next worker that asks gets it. Parameters left empty are chosen by the sampler.</p>
        ${error ? errorBox(error) : nothing}
        <div class="fields">${study.search_space.map((one, i) => paramField(one, i, params, error, redraw))}</div>
        <label class="check"><input type="checkbox" .checked=${skip} @change=${event => { skip = event.target.checked; }}>Leave it out if a trial with these parameters exists</label>
        <div class="actions"><button type="button" @click=${() => close()}>Cancel</button><button class="primary" ?disabled=${busy}>Enqueue</button></div>
      </form>`, {wide: true});
  if (trial) {
    toast(trial.trial_id === undefined ? 'It is enqueued.' : `Trial ${trial.trial_id} waits to be asked for.`);
    changed?.();
  }
}

function paramField(one, i, params, failure, redraw) {
  const set = value => {
    if (value === undefined) delete params[one.name]; else params[one.name] = value;
    redraw();
  };
  const said = failure?.of?.(`params.${one.name}`) ?? '';
  const given = params[one.name];
  const condition = one.when ? ` Only when ${one.when.param} is ${one.when.in.map(value => JSON.stringify(value)).join(' or ')}.` : '';
  if (one.choices) {
    return field(one.name, (id, described) => html`
      <select id=${id} aria-describedby=${described} aria-invalid=${Boolean(said)} @change=${event => set(event.target.value === '' ? undefined : one.choices[Number(event.target.value)])}>
        <option value="" ?selected=${given === undefined}>Chosen by the sampler</option>
        ${one.choices.map((choice, k) => html`<option value=${k} ?selected=${given !== undefined && Object.is(choice, given)}>${typeof choice === 'string' ? choice : JSON.stringify(choice)}</option>`)}
      </select>`, {id: `param-${i}`, hint: condition, error: said});
  }
  const hint = `${number(one.low)} to ${number(one.high)}${one.step ? ` by ${number(one.step)}` : ''}${one.log ? ', log scale' : ''}.${condition}`;
  return field(one.name, (id, described) => html`
    <input id=${id} type="number" min=${one.low} max=${one.high} step="any" placeholder="Chosen by the sampler" aria-describedby=${described} aria-invalid=${Boolean(said)}
      .value=${given ?? ''} @change=${event => set(event.target.value === '' ? undefined : Number(event.target.value))}>`, {id: `param-${i}`, hint, error: said});
}
