// The ranges of a brush as numbers and choices: the same as dragging along the axes, by keyboard, and exact.
import {html} from 'lit';
import {number, paramValue} from '../../lib/format.js';
import {categorical, position, valueAt} from './plots/axes.js';

const HALF = 0.5; // a choice and what is drawn around it

/** `brush` is {axis name: [[from, to], …]} in positions, `set(brush)` takes a changed one, '' is the name of the value's axis. */
export function brushRanges(data, metric, brush, set) {
  const scores = data.rows.map(([, value]) => value);
  const change = (name, range) => set({...brush, [name]: range ? [range] : []});
  return html`
    <details class="brush-ranges"><summary>Ranges as numbers</summary>
      <div class="fields">
        ${data.axes.map(axis => categorical(axis) ? choice(axis, brush[axis.name], change) : range({...axis, title: axis.name}, brush[axis.name], change))}
        ${range({name: '', title: metric, scale: 'linear', low: Math.min(...scores), high: Math.max(...scores)}, brush[''], change)}
      </div>
    </details>`;
}

/** The first range of an axis; dragging makes several. */
const ends = ranges => ranges?.length ? [Math.min(...ranges.map(one => one[0])), Math.max(...ranges.map(one => one[1]))] : [null, null];

function range(axis, ranges, change) {
  const at = position(axis);
  const back = valueAt(axis);
  const now = ends(ranges);
  const entered = (end, text) => {
    const next = [...now];
    next[end] = text === '' ? null : at(Number(text));
    const given = next.map((one, i) => one !== null && Number.isFinite(one) ? one : at([axis.low, axis.high][i]));
    change(axis.name, next.some(one => one !== null) ? given : null);
  };
  const input = (end, word) => html`
    <input type="number" step="any" aria-label=${`${axis.title}, ${word}`} placeholder=${word}
      .value=${now[end] === null ? '' : String(Number(back(now[end]).toPrecision(6)))} @change=${event => entered(end, event.target.value)}>`;
  return html`
    <fieldset class="range"><legend>${axis.title}</legend>
      ${input(0, 'from')}${input(1, 'to')}
      <div class="hint">${number(axis.low, 5)} to ${number(axis.high, 5)}</div>
    </fieldset>`;
}

function choice(axis, ranges, change) {
  const [from, to] = ends(ranges);
  const only = from !== null && to - from <= 2 * HALF ? Math.round((from + to) / 2) : -1;
  return html`
    <fieldset class="range"><legend>${axis.name}</legend>
      <select aria-label=${axis.name} @change=${event => change(axis.name, event.target.value === '' ? null : [Number(event.target.value) - HALF, Number(event.target.value) + HALF])}>
        <option value="" .selected=${only < 0}>${from === null ? 'any' : 'as dragged'}</option>
        ${axis.choices.map((one, k) => html`<option value=${k} .selected=${k === only}>${paramValue(one)}</option>`)}
      </select>
    </fieldset>`;
}
