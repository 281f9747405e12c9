// Controls for a sampler or pruner and its options, with what the server says about each.
import {html, nothing} from 'lit';
import {field} from '../../components/parts.js';

/**
 * `kind` is `sampler` or `pruner`; `chosen` the name, '' for the server's default; `options` those given so far; `change(name, options)` tells the
 * new ones; `error(field)` is what is said about a field of the body.
 */
export function strategyFields({kind, catalogue, chosen, options, change, error = () => '', byDefault = true}) {
  const known = catalogue[chosen];
  const named = new Set((known?.options ?? []).map(one => one.name));
  const others = Object.keys(options).filter(name => !named.has(name));
  const about = known?.about ?? 'As the server is set up.';
  const set = (name, value) => {
    const next = {...options};
    if (value === undefined) delete next[name]; else next[name] = value;
    change(chosen, next);
  };
  return html`
    <div class="stack tight">
      ${field(kind === 'sampler' ? 'Sampler' : 'Pruner', (id, described) => html`
        <select id=${id} aria-describedby=${described} aria-invalid=${Boolean(error(kind))} @change=${event => change(event.target.value, {})}>
          ${byDefault ? html`<option value="" ?selected=${chosen === ''}>Default of the server</option>` : nothing}
          ${Object.keys(catalogue).map(name => html`<option value=${name} ?selected=${chosen === name}>${name}</option>`)}
        </select>`, {id: `${kind}-name`, hint: about, error: error(kind)})}
      ${known?.options.length ? html`
        <details ?open=${Object.keys(options).length > 0 || Boolean(error(`${kind}_options`))}>
          <summary>Options of ${chosen}</summary>
          <div class="fields option-fields">${known.options.map(one => optionField(kind, one, options[one.name], value => set(one.name, value), error))}</div>
        </details>` : nothing}
      ${others.length ? html`<p class="small-text quiet-text">Also set: ${others.map(name => html`<code>${name}=${JSON.stringify(options[name])}</code> `)}</p>` : nothing}
      ${error(`${kind}_options`) ? html`<div class="field"><div class="error">${error(`${kind}_options`)}</div></div>` : nothing}
    </div>`;
}

function optionField(kind, one, value, set, error) {
  const said = error(`${kind}_options.${one.name}`);
  const absent = one.absent === undefined ? '' : one.absent === true ? 'on' : one.absent === false ? 'off' : String(one.absent);
  const control = (id, described) => one.kind === 'flag' || one.kind === 'word'
      ? html`<select id=${id} aria-describedby=${described} aria-invalid=${Boolean(said)} @change=${event => set(chosenOf(one, event.target.value))}>
          <option value="" ?selected=${value === undefined}>${absent ? `Default (${absent})` : 'Default'}</option>
          ${(one.choices ?? ['on', 'off']).map(word => html`<option value=${word} ?selected=${value === chosenOf(one, word)}>${word}</option>`)}
        </select>`
      : html`<input id=${id} type="number" step=${one.kind === 'int' ? '1' : 'any'} min=${one.low ?? nothing} max=${one.high ?? nothing} placeholder=${absent}
          aria-describedby=${described} aria-invalid=${Boolean(said)} .value=${value ?? ''} @change=${event => set(event.target.value === '' ? undefined : Number(event.target.value))}>`;
  return field(one.name, control, {id: `${kind}-${one.name}`, hint: one.hint, error: said});
}

const chosenOf = (one, word) => word === '' ? undefined : one.kind === 'flag' ? word === 'on' : word;
