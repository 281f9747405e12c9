// One side of a comparison: a model, and where its parameters come from. In the address: a_model, a (current, defaults, form, profile:ID), a_params.
import {html, nothing} from 'lit';
import {field, params} from '../../components/parts.js';
import {errorBox, skeleton} from '../../components/messages.js';
import './parameter-form.js';
import {faults} from './values.js';

/** Values given by form, from the address; what is no JSON there counts as none. */
function formValues(query, side) {
  try {
    const values = JSON.parse(query[`${side}_params`] || '{}');
    return typeof values === 'object' && values !== null && !Array.isArray(values) ? values : {};
  } catch {
    return {};
  }
}

/**
 * What a side means: {model, params} to send, and `why` it cannot be sent. `known` has what was loaded of its model: {config, profiles},
 * `models` all that are registered.
 */
export function sideOf(query, side, known, models) {
  const of = chosen(query, side, known);
  if (!of.params || of.why) return of;
  const name = side.toUpperCase();
  const long = Object.entries(of.params).find(([, value]) => Array.isArray(value) && value.length !== 1);
  const why = !models.some(one => one.name === of.model) ? `${name}: no model is registered as ${of.model}.` : long ? `${name}: ${long[0]} is a list of several; a comparison takes one entry.` : '';
  return {...of, why, params: Object.fromEntries(Object.entries(of.params).map(([key, value]) => [key, !long && Array.isArray(value) ? value[0] : value]))};
}

function chosen(query, side, known) {
  const name = side.toUpperCase();
  const model = query[`${side}_model`];
  if (!model) return {why: `Choose the model of ${name}.`};
  if (!known?.config) return {model, why: known?.error ? `The parameters of ${model} could not be loaded.` : 'Loading.'};
  const source = query[side] || 'current';
  const standard = known.profiles.find(one => one.is_default);
  if (source === 'defaults') return {model, source, params: {}, label: 'its own defaults'};
  if (source === 'form') {
    const values = formValues(query, side);
    const wrong = Object.entries(faults(known.config.generation_schema, values));
    return {model, source, params: values, label: 'values by form', why: wrong.length ? `${name}: ${wrong[0][0]} ${wrong[0][1]}.` : ''};
  }
  if (source.startsWith('profile:')) {
    const profile = known.profiles.find(one => one.id === source.slice('profile:'.length));
    return profile ? {model, source, params: profile.params, label: `profile ${profile.name}`} : {model, source, why: `${name}: this profile is gone. Choose another.`};
  }
  return {model, source: 'current', params: {...standard?.params, ...known.config.saved_values}, label: 'what counts now'};
}

/** Its controls. `set(change)` changes the address, `error` is what the server said about the side. */
export function sideCard({query, side, known, models, set, error, disabled}) {
  const name = side.toUpperCase();
  const of = sideOf(query, side, known, models);
  const marked = paramErrors(error, side);
  const model = query[`${side}_model`] ?? '';
  const choose = value => set({[side]: value, [`${side}_params`]: value === 'form' ? JSON.stringify(of.params ?? {}) : ''});
  return html`
    <section class="card side-of" aria-label=${`Side ${name}`}>
      <h2>${name}</h2>
      ${field('Model', (id, about) => html`
        <select id=${id} aria-describedby=${about} ?disabled=${disabled} @change=${event => set({[`${side}_model`]: event.target.value, [side]: of.source?.startsWith('profile:') ? '' : of.source, [`${side}_params`]: ''})}>
          <option value="" .selected=${!model}>Choose one</option>
          ${model && !models.some(one => one.name === model) ? html`<option value=${model} selected>${model} (not registered)</option>` : nothing}
          ${models.map(one => html`<option value=${one.name} .selected=${one.name === model}>${one.name}</option>`)}
        </select>`, {id: `${side}-model`, error: error?.of?.(`${side}.model`) ?? ''})}
      ${!model ? nothing : known?.error ? errorBox(known.error) : !known?.config ? skeleton(5) : html`
        ${field('Parameters', (id, about) => html`
          <select id=${id} aria-describedby=${about} ?disabled=${disabled} @change=${event => choose(event.target.value)}>
            <option value="current" .selected=${of.source === 'current'}>What counts now (saved values and default profile)</option>
            <option value="defaults" .selected=${of.source === 'defaults'}>The model's own defaults (nothing is sent)</option>
            ${known.profiles.map(one => html`<option value=${`profile:${one.id}`} .selected=${of.source === `profile:${one.id}`}>Profile ${one.name}</option>`)}
            ${of.source?.startsWith('profile:') && !of.params ? html`<option value=${of.source} selected>a profile that is gone</option>` : nothing}
            <option value="form" .selected=${of.source === 'form'}>By form</option>
          </select>`, {id: `${side}-source`, error: sideErrors(error, side)})}
        ${of.source === 'form' ? html`
          <div class="side-form"><parameter-form compact prefix=${side} .config=${known.config} .values=${formValues(query, side)} .errors=${marked} ?disabled=${disabled}
            @values-changed=${event => set({[`${side}_params`]: JSON.stringify(event.detail)})}></parameter-form></div>`
          : of.params ? Object.keys(of.params).length ? params(of.params) : html`<span class="quiet-text small-text">Nothing is sent; the model does as it does by itself.</span>` : nothing}
        ${of.source === 'form' ? nothing : Object.entries(marked).map(([key, text]) => html`<div class="error small-text">${key}: ${text}</div>`)}
        ${of.why ? html`<div class="error small-text">${of.why}</div>` : nothing}`}
    </section>`;
}

const sideErrors = (error, side) => (error?.errors ?? []).filter(e => e.field === side || e.field === `${side}.params`).map(e => e.message).join(' ');

const paramErrors = (error, side) => Object.fromEntries((error?.errors ?? []).filter(e => e.field.startsWith(`${side}.params.`)).map(e => [e.field.slice(`${side}.params.`.length), e.message]));
