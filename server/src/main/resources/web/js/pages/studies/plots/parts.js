// What plots of a study share: the element with its data, colours of values, words about samples of points.
import {html} from 'lit';
import {count, number} from '../../../lib/format.js';
import {theme} from '../../../lib/theme.js';
import {openTrial} from '../study-model.js';
import '../../../components/plot-chart.js';

/** Colours from worst to best, apart from the ground of either theme. */
export const scale = () => theme() === 'dark' ? ['#7b6fb0', '#5f7fc0', '#3d9bb0', '#35b779', '#8fd744', '#fde725'] : ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#e6d21a'];
export const LARGE = 1000;

/** `plot` is what the modules here make: {heading, summary, option, table}. */
export const chart = (plot, {name, height, handlers, drawn} = {}) => html`
  <plot-chart .heading=${plot.heading} .name=${name} .summary=${plot.summary ?? ''} .height=${height ?? 22} .option=${plot.option} .table=${plot.table ?? null}
    .handlers=${handlers ?? {}} .drawn=${drawn ?? null}></plot-chart>`;

/** Opens the trial of a point; `number` finds it in what ECharts tells. */
export const opens = (study, number) => ({click: event => {
  const trial = number(event);
  if (Number.isInteger(trial)) openTrial(study, trial);
}});

/** How many of how many points there are, where the server chose. */
export const sampled = data => data.shown < data.total ? html`<p class="quiet-text small-text">${count(data.shown)} of ${count(data.total)} trials are shown: the best, and a sample of the others.</p>` : '';

export const sampledWords = data => data.shown < data.total ? `${count(data.shown)} of ${count(data.total)} trials shown` : `${count(data.total)} trials`;

/** Colour by a value: the range leaves out the worst fifth, lest one outlier makes all others look alike. */
export function valueColours(values, direction, more = {}) {
  const ordered = values.filter(Number.isFinite).sort((a, b) => a - b);
  const at = share => ordered[Math.min(ordered.length - 1, Math.max(0, Math.round(share * (ordered.length - 1))))] ?? 0;
  const [low, high] = direction === 'minimize' ? [at(0), at(0.8)] : [at(0.2), at(1)];
  return {
    type: 'continuous', min: low, max: high > low ? high : low + 1e-9, calculable: false, hoverLink: false, itemWidth: 12, itemHeight: 120,
    orient: 'vertical', right: 0, top: 'middle', formatter: value => number(value, 3),
    text: [number(high, 3), number(low, 3)],
    inRange: {color: direction === 'minimize' ? scale().reverse() : scale()},
    ...more,
  };
}
