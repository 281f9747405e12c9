// The registered models by provider, to choose from.
import {html, nothing} from 'lit';
import {empty} from '../../components/messages.js';

/** `choose(names)` gets all that are chosen then. */
export function modelGrid(models, chosen, choose) {
  if (models.length === 0) {
    return empty('No model yet', 'A model is registered with the provider that serves it. Then it can be tuned.',
        html`<div class="row"><a class="button primary" href="#/providers">Providers</a><a class="button" href="#/models">Models</a></div>`);
  }
  const providers = Map.groupBy ? Map.groupBy(models, one => one.provider) : grouped(models);
  const has = new Set(chosen);
  const gone = chosen.filter(name => !models.some(one => one.name === name));
  const set = (names, on) => choose(on ? [...new Set([...chosen, ...names])] : chosen.filter(name => !names.includes(name)));
  const all = models.map(one => one.name);
  return html`<div class="stack tight">
    <div class="row spread"><span aria-live="polite">${chosen.length} of ${models.length} chosen</span>${both('all models', () => set(all, true), () => choose([]))}</div>
    ${[...providers].map(([provider, some]) => {
      const names = some.map(one => one.name);
      return html`<fieldset class="provider-group">
        <div class="row spread"><legend>${provider}</legend>${both(provider, () => set(names, true), () => set(names, false))}</div>
        <div class="model-cards">${some.map(one => html`
          <label class="model-card ${has.has(one.name) ? 'selected' : ''}">
            <input type="checkbox" .checked=${has.has(one.name)} @change=${event => set([one.name], event.target.checked)}>
            <span><b>${one.display_name ?? one.name}</b><small class="quiet-text">${[one.display_name && one.name, !one.prices && 'no prices'].filter(Boolean).join(' · ')}</small></span>
          </label>`)}</div></fieldset>`;
    })}
    ${gone.length ? html`<div class="notice warn"><span>No longer registered: ${gone.join(', ')}.</span><button class="small" @click=${() => set(gone, false)}>Leave them out</button></div>` : nothing}
  </div>`;
}

const both = (what, all, none) => html`<span class="row"><button class="small" aria-label=${`Choose all of ${what}`} @click=${all}>All</button>
  <button class="small" aria-label=${`Choose none of ${what}`} @click=${none}>None</button></span>`;

function grouped(models) {
  const groups = new Map();
  models.forEach(one => groups.set(one.provider, [...groups.get(one.provider) ?? [], one]));
  return groups;
}
