// Axes of parameters: a value has a position, which is even on the axis, be its scale linear, logarithmic or of categories.
import {number, paramValue} from '../../../lib/format.js';

const PAD = 0.03;

export const categorical = axis => axis.type === 'categorical';

/** Where a value is drawn. */
export function position(axis) {
  if (axis.scale === 'log') return Math.log10;
  if (axis.scale === 'reverse_log') return value => -Math.log10(1 - value);
  return value => value;
}

/** The value drawn at a position. */
export function valueAt(axis) {
  if (axis.scale === 'log') return at => 10 ** at;
  if (axis.scale === 'reverse_log') return at => 1 - 10 ** -at;
  return at => at;
}

/** A value in words: the choice of a categorical parameter, else the number. */
export const inWords = (axis, value) => value === null || value === undefined ? '–'
    : categorical(axis) ? paramValue(axis.choices[Math.round(value)]) : number(value, 5);

/** What the data say: the choice itself, for tables. */
export const plain = (axis, value) => value === null || value === undefined ? null : categorical(axis) ? axis.choices[Math.round(value)] : value;

/** From where to where the axis goes, in positions, with room at its ends. */
export function extent(axis) {
  if (categorical(axis)) return [axis.low - 0.5, axis.high + 0.5];
  const at = position(axis);
  const [low, high] = [at(axis.low), at(axis.high)];
  const pad = (high - low || 1) * PAD;
  return [low - pad, high + pad];
}

/** An axis of ECharts in positions. */
export function axisOption(axis, more = {}) {
  const [min, max] = extent(axis);
  const back = valueAt(axis);
  const label = categorical(axis)
    ? at => Number.isInteger(at) ? shortened(paramValue(axis.choices[at] ?? '')) : ''
    : axis.scale === 'linear' ? at => number(at, 4) : at => number(back(at), max - min > 1.5 ? 2 : 3);
  return {
    type: 'value', name: axis.name, min, max,
    ...(categorical(axis) || axis.type === 'int' && axis.scale === 'linear' ? {minInterval: 1} : {}),
    ...(categorical(axis) && axis.choices.length <= 30 ? {maxInterval: 1, splitNumber: axis.choices.length} : {}),
    ...more,
    axisLabel: {formatter: label, showMinLabel: false, showMaxLabel: false, ...more.axisLabel},
    axisLine: {onZero: false, ...more.axisLine},
    splitLine: {show: !categorical(axis), ...more.splitLine},
  };
}

const shortened = text => text.length > 14 ? `${text.slice(0, 13)}…` : text;

/** Spreads points of one choice, each always by the same amount. */
export const jitter = (axis, number) => categorical(axis) ? ((Math.imul(number + 1, 0x9E3779B1) >>> 0) / 2 ** 32 - 0.5) * 0.5 : 0;
