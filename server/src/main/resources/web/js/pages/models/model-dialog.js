// The form that registers a model, or changes what is registered.
import {html, nothing} from 'lit';
import {openForm} from '../../components/dialogs.js';
import {errorBox} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {api, path} from '../../lib/api.js';
import {plural} from '../../lib/format.js';
import {below, jsonText, readJson} from './json-text.js';

const TYPES = ['float', 'int', 'bool', 'enum', 'list'];
const EXAMPLE = '{"temperature": {"type": "float", "min": 0, "max": 1, "default": 0.7}}';
const FIELDS = ['model', 'provider', 'wire_name', 'prices.input_per_million', 'prices.output_per_million', 'generation_schema'];

function checkSchema(schema) {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) throw new Error('An object is wanted: a parameter\'s name, then its description.');
  for (const [name, spec] of Object.entries(schema)) {
    if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) throw new Error(`${name}: an object is wanted.`);
    if (!TYPES.includes(spec.type)) throw new Error(`${name}.type: one of ${TYPES.join(', ')}.`);
    if (spec.min > spec.max) throw new Error(`${name}: min is above max.`);
    if (spec.type === 'enum' && !spec.open && !(Array.isArray(spec.options) && spec.options.length)) throw new Error(`${name}.options: an enum needs a list of options.`);
  }
  return `Describes ${plural(Object.keys(schema).length, 'parameter')}.`;
}

/** Resolves to the name of the model that was saved, undefined if none was. */
export function modelDialog(providers, {model = null, provider = ''} = {}) {
  const entered = {
    name: model?.name ?? '', provider: model?.provider ?? (provider || providers[0]?.key || ''), wire_name: model && model.wire_name !== model.name ? model.wire_name : '',
    display_name: model?.display_name ?? '', input: model?.prices?.input_per_million ?? '', output: model?.prices?.output_per_million ?? '',
    schema: model?.generation_schema ? JSON.stringify(model.generation_schema, null, 2) : '',
  };
  return openForm(model ? `Edit ${model.name}` : 'Add a model', ({close, redraw, send, busy, error}) => {
    const reading = readJson(entered.schema, checkSchema);
    const set = (name, value) => { entered[name] = value; redraw(); };
    const save = send(async () => {
      const priced = entered.input !== '' || entered.output !== '';
      await api.put(path`/api/v1/models/${entered.name.trim()}`, {
        provider: entered.provider,
        wire_name: entered.wire_name.trim() || undefined,
        display_name: entered.display_name.trim() || undefined,
        prices: priced ? {input_per_million: numberOf(entered.input), output_per_million: numberOf(entered.output)} : undefined,
        generation_schema: reading.value,
      });
      return entered.name.trim();
    });
    const input = (name, extra = {}) => (id, about) => html`
      <input id=${id} aria-describedby=${about} .value=${String(entered[name])} autocomplete="off" spellcheck="false" ?required=${extra.required} ?readonly=${extra.readonly}
        inputmode=${extra.inputmode ?? nothing} placeholder=${extra.placeholder ?? nothing} aria-invalid=${Boolean(extra.error)} @input=${event => set(name, event.target.value)}>`;
    const wrong = name => error?.of?.(name) ?? '';
    const unplaced = error && (error.errors.length === 0 || error.errors.some(e => !FIELDS.some(name => e.field === name || e.field.startsWith(`${name}.`) || e.field === 'prices')));
    return html`
      <form class="stack" novalidate @submit=${save}>
        ${unplaced ? errorBox(error) : nothing}
        ${field('Name', input('name', {required: true, readonly: Boolean(model), error: wrong('model')}), {id: 'model-name', error: wrong('model'), hint: model ? 'A name cannot be changed.' : 'How this server calls it: in tunes, tasks and profiles.'})}
        ${field('Provider', (id, about) => html`
          <select id=${id} aria-describedby=${about} @change=${event => set('provider', event.target.value)}>
            ${providers.map(one => html`<option value=${one.key} .selected=${one.key === entered.provider}>${one.key} (${one.protocol}, ${one.base_url})</option>`)}
          </select>`, {id: 'model-provider', error: wrong('provider')})}
        <div class="fields">
          ${field('Wire name', input('wire_name', {placeholder: entered.name, error: wrong('wire_name')}), {id: 'model-wire', error: wrong('wire_name'), hint: 'What the provider calls it; empty for the same name.'})}
          ${field('Display name', input('display_name'), {id: 'model-display', error: wrong('display_name'), hint: 'For people; may be empty.'})}
          ${field('Price of input', input('input', {inputmode: 'decimal', error: wrong('prices.input_per_million')}), {id: 'model-input', error: wrong('prices.input_per_million') || wrong('prices'), hint: 'Per million tokens. Without prices no cost is told.'})}
          ${field('Price of output', input('output', {inputmode: 'decimal', error: wrong('prices.output_per_million')}), {id: 'model-output', error: wrong('prices.output_per_million'), hint: 'Per million tokens.'})}
        </div>
        <details ?open=${Boolean(entered.schema)}>
          <summary>Parameters of its own</summary>
          ${jsonText('Schema (JSON)', {id: 'model-schema', text: entered.schema, reading, set: text => set('schema', text), rows: 7,
            serverError: below(error, 'generation_schema'), hint: html`Empty: what is published for the protocol. Otherwise what differs, such as <code>${EXAMPLE}</code>`})}
        </details>
        <div class="actions">
          <button type="button" @click=${() => close()}>Cancel</button>
          <button class="primary" ?disabled=${busy || !entered.name.trim() || !entered.provider || Boolean(reading.error)}>${busy ? 'Saving…' : model ? 'Save' : 'Add'}</button>
        </div>
      </form>`;
  });
}

/** Of what is no number, the text itself, so that the server says so. */
function numberOf(text) {
  const number = Number(text);
  return String(text).trim() !== '' && Number.isFinite(number) ? number : String(text);
}
