// Numbers, times and values as people read them.
const integer = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const compact = new Intl.NumberFormat('en', {notation: 'compact', maximumSignificantDigits: 4});
const relative = new Intl.RelativeTimeFormat('en', {numeric: 'auto', style: 'short'});

/** From a hundred thousand on four digits, as 2.293M: for where there is little room. */
export const short = n => n === null || n === undefined ? '–' : Math.abs(n) < 1e5 ? integer.format(n) : compact.format(n);

export const count = n => n === null || n === undefined ? '–' : integer.format(n);

/** Four significant digits, without trailing noise; infinities are "inf" and "-inf" on the wire. */
export function number(value, digits = 4) {
  if (value === null || value === undefined) return '–';
  if (value === 'inf' || value === Infinity) return '∞';
  if (value === '-inf' || value === -Infinity) return '−∞';
  if (typeof value !== 'number') return String(value);
  if (Number.isNaN(value)) return '–';
  if (value === 0) return '0';
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return minus(String(value));
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return minus(value.toExponential(digits - 1).replace(/\.?0+e/, 'e').replace('e+', 'e'));
  return minus(String(Number(value.toPrecision(digits))));
}

const minus = text => text.replace(/^-/, '−').replace('e-', 'e−');

export const percent = (share, digits = 1) => share === null || share === undefined ? '–' : `${minus((share * 100).toFixed(digits))} %`;

/** A parameter's value: strings as they are, numbers shortened, the rest as JSON. */
export const paramValue = value => typeof value === 'number' ? number(value, 6) : typeof value === 'string' ? value : JSON.stringify(value);

export const money = value => value === null || value === undefined ? '–' : value === 0 ? '0' : value < 0.01 ? value.toPrecision(2) : value.toFixed(2);

export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const s = Math.round(seconds);
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, '0')} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${String(Math.floor(s % 3600 / 60)).padStart(2, '0')} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

/** Local time to the second. */
export function time(text) {
  if (!text) return '–';
  const at = new Date(text);
  const two = n => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

export const utc = text => text ? `${new Date(text).toISOString().replace('T', ' ').slice(0, 19)} UTC` : '';

const STEPS = [[60, 'second', 1], [3600, 'minute', 60], [86400, 'hour', 3600], [2592000, 'day', 86400], [31536000, 'month', 2592000], [Infinity, 'year', 31536000]];

export function ago(text) {
  if (!text) return '–';
  const seconds = (Date.now() - new Date(text)) / 1000;
  const [, unit, size] = STEPS.find(([limit]) => Math.abs(seconds) < limit);
  return relative.format(-Math.round(seconds / size), unit);
}

/** Every unfinished or finished state, of trials, studies and jobs, has one look. */
export const stateKind = state => ({
  COMPLETE: 'good', completed: 'good', active: 'good', RUNNING: 'info', running: 'info', PRUNED: 'warn', paused: 'warn', WAITING: '', queued: '', created: '',
  FAIL: 'bad', failed: 'bad', stopped: '', canceled: '', supported: 'good', rejected: 'bad', ignored: 'warn', unknown: '',
}[state] ?? '');

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Why something failed, without the names that programs give their errors. */
export const reason = text => (text ?? '').replace(/\b(?:[a-z]\w*\.)+[A-Z]\w*(?:Exception|Error)(?:: |\b)/g, '').replace(/[:,\s]+$/, '');
