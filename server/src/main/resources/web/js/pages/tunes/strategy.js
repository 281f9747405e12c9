// How the space is searched, by what combinations are judged, and how much may be spent.
import {html, nothing} from 'lit';
import {field} from '../../components/parts.js';
import {MODES, OBJECTIVES} from './words.js';

export function strategy({draft, models, errors, change}) {
  const input = (key, label, hint, extra = {}) => field(label, (id, about) => html`<input id=${id} aria-describedby=${about} inputmode="decimal" autocomplete="off" placeholder=${extra.placeholder ?? nothing}
    aria-invalid=${Boolean(errors(key))} .value=${draft[key] ?? ''} @input=${event => change({[key]: event.target.value.trim()})}>`, {id: `tune-${key}`, hint, error: errors(key)});
  const {mode} = draft;
  const noPrices = models.filter(one => draft.models.includes(one.name) && !one.prices).map(one => one.name);
  const several = draft.objectives.length > 1;
  const racing = !several && (draft.racing ?? mode === 'bayesian');
  return html`<div class="stack">
    <div class="modes" role="radiogroup" aria-label="Strategy">${Object.entries(MODES).map(([name, {label, text}]) => html`
      <label class="mode ${name === mode ? 'selected' : ''}"><input type="radio" name="mode" .checked=${name === mode} @change=${() => change({mode: name})}><span><b>${label}</b><small class="quiet-text">${text}</small></span></label>`)}</div>
    <div class="fields">
      ${mode === 'grid' ? nothing : field(mode === 'random' ? 'Samples' : 'Trials', (id, about) => html`<input id=${id} aria-describedby=${about} inputmode="numeric" aria-invalid=${Boolean(errors('trials'))}
          .value=${draft.trials[mode]} @input=${event => change({trials: {...draft.trials, [mode]: event.target.value.trim()}})}>`,
          {id: 'tune-trials', hint: `For each model; 5 to ${mode === 'random' ? 500 : 200}.`, error: errors('trials')})}
      ${input('timeout', 'Timeout (s)', 'Ends the search after so long, with what it has; at most 3,600. Empty: none.', {placeholder: 'none'})}
      ${input('repeats', 'Repeats of each case', 'More repeats make answers by chance count less.')}
      ${input('concurrent', 'Combinations at once', 'Over all workers.')}
      ${input('seed', 'Seed', 'The same seed searches the same way again. Empty: drawn.', {placeholder: 'drawn'})}
    </div>
    <fieldset><legend class="small-text">Objectives</legend>
      <div class="row objectives">${Object.entries(OBJECTIVES).map(([name, {label, text}]) => html`
        <label class="check" title=${text}><input type="checkbox" .checked=${draft.objectives.includes(name)} ?disabled=${name === 'cost' && noPrices.length > 0 && !draft.objectives.includes(name)}
          @change=${event => change({objectives: event.target.checked ? [...draft.objectives, name] : draft.objectives.filter(one => one !== name)})}>
          ${label}${several && draft.objectives.includes(name) ? html` <small class="quiet-text">${draft.objectives.indexOf(name) + 1}.</small>` : nothing}</label>`)}</div>
      <div class="hint small-text quiet-text">${several ? 'In the order in which they were chosen; the first decides which is called the best. With several, nothing is stopped early.'
        : draft.objectives[0] ? `What counts: ${OBJECTIVES[draft.objectives[0]]?.text}.` : ''}${noPrices.length && draft.models.length ? ` Cost needs prices, which ${noPrices.join(', ')} ${noPrices.length === 1 ? 'has' : 'have'} not.` : ''}</div>
      ${errors('objectives') ? html`<div class="bad-text small-text">${errors('objectives')}</div>` : nothing}
    </fieldset>
    <label class="check"><input type="checkbox" .checked=${racing} ?disabled=${several} @change=${event => change({racing: event.target.checked})}>
      <span>Racing <small class="quiet-text">Combinations that cannot win any more are stopped before they cost the whole suite.</small></span></label>
    <label class="check"><input type="checkbox" .checked=${draft.reuse} @change=${event => change({reuse: event.target.checked})}>
      <span>Reuse results <small class="quiet-text">What earlier tunes got for the same requests is taken over, without a call.</small></span></label>
    ${further({draft, models, input, change})}
  </div>`;
}

function further({draft, models, input, change}) {
  const {confirm, maxCalls, maxTokens, maxCost, judge} = draft;
  return html`<details ?open=${Boolean(confirm || maxCalls || maxTokens || maxCost || judge)}><summary>Confirmation, budget, judge</summary><div class="fields further">
    ${input('confirm', 'Confirmation repeats', 'When the search is over, the winner, the runner-up and the defaults answer each case so often afresh. 0: not at all.', {placeholder: draft.mode === 'bayesian' ? '2' : '0'})}
    ${input('maxCalls', 'Most calls', 'Evaluations of a case. The tune ends with what it has.', {placeholder: 'no limit'})}${input('maxTokens', 'Most tokens', '', {placeholder: 'no limit'})}${input('maxCost', 'Highest cost', 'In the unit of the prices; every model needs prices.', {placeholder: 'no limit'})}
    ${field('Judge', id => html`<select id=${id} @change=${event => change({judge: event.target.value})}><option value="" ?selected=${!judge}>None</option>
        ${models.map(one => html`<option value=${one.name} ?selected=${one.name === judge}>${one.display_name ?? one.name}</option>`)}</select>`, {id: 'tune-judge', hint: 'A model that looks at the best combination\'s answers when the tune is completed.'})}
      ${judge ? field('What the judge looks at', id => html`<input id=${id} maxlength="10000" .value=${draft.criteria} @input=${event => change({criteria: event.target.value})}>`, {id: 'tune-criteria', hint: 'Optional.'}) : nothing}
  </div></details>`;
}
