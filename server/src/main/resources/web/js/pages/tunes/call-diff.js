// Expected and actual calls side by side, what differs marked. The server's outcome is the judgement; this only points to where it comes from.
import {html, nothing} from 'lit';

const text = value => JSON.stringify(value);

/** As alike as the more generous rules have it: without case, spaces and punctuation, numbers by value. */
const plain = value => typeof value === 'string' ? value.toLowerCase().replace(/[ ,./\-_*^]/g, '').replace(/'/g, '"') : value;

function same(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (a && b && typeof a === 'object' && typeof b === 'object') {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every(key => same(a[key], Array.isArray(b[key]) && !Array.isArray(a[key]) ? b[key].find(one => same(a[key], one)) ?? NaN : b[key]));
  }
  return plain(a) === plain(b);
}

const list = values => Array.isArray(values) ? values : [values];
const accepts = (values, given) => list(values).some(one => same(given, one));
const optional = values => list(values).includes('');
const wire = name => name.replace(/[^A-Za-z0-9_-]/g, '_');
const right = (call, wanted) => wire(call.name) !== wire(wanted.name) ? -1
  : Object.entries(wanted.arguments ?? {}).filter(([name, values]) => name in (call.arguments ?? {}) ? accepts(values, call.arguments[name]) : optional(values)).length + 1;

/** Each actual call with the expected one it comes nearest to: [{call, wanted}], either may be absent. */
export function paired(expected, actual) {
  const left = [...expected];
  const pairs = actual.map(call => {
    const best = left.map((wanted, i) => ({i, n: right(call, wanted)})).sort((a, b) => b.n - a.n)[0];
    return {call, wanted: best && best.n > 0 ? left.splice(best.i, 1)[0] : undefined};
  });
  for (const pair of pairs) if (!pair.wanted && left.length) pair.wanted = left.shift();
  return [...pairs, ...left.map(wanted => ({wanted}))];
}

/** Both columns of a case: {expected, actual}. */
export function callDiff(one) {
  const any = one.expected?.any_call;
  const expected = Array.isArray(one.expected) ? one.expected : [];
  const actual = Array.isArray(one.actual) ? one.actual : [];
  const mark = one.outcome !== 'correct' && !any;
  const pairs = any ? actual.map(call => ({call})) : paired(expected, actual);
  const none = html`<span class="quiet-text">no call</span>`;
  return {
    expected: any ? html`<span>any call</span>` : one.expected === null || one.expected === undefined ? html`<span class="quiet-text">suite deleted</span>`
      : expected.length === 0 ? none : html`<ul class="calls">${expected.map(wanted => wantedCall(wanted, pairs.find(pair => pair.wanted === wanted)?.call, mark))}</ul>`,
    actual: actual.length === 0 ? (mark && expected.length ? html`<mark class="wrong">no call</mark>` : none)
      : html`<ul class="calls">${pairs.filter(pair => pair.call).map(({call, wanted}) => madeCall(call, wanted, mark))}</ul>`,
  };
}

const marked = (on, kind, title, content) => on ? html`<mark class=${kind} title=${title}>${content}</mark>` : content;

/** An actual call: a wrong name, a wrong value, an argument nobody asked for. */
function madeCall(call, wanted, mark) {
  const wrongName = mark && (!wanted || wire(call.name) !== wire(wanted.name));
  const args = call.arguments;
  return html`<li><code>${marked(wrongName, 'wrong', wanted ? 'another tool was expected' : 'not expected', call.name)}(${
    args && typeof args === 'object' ? Object.entries(args).map(([name, value], i) => {
      const values = wanted?.arguments?.[name];
      const wrong = mark && !wrongName && (values === undefined || !accepts(values, value));
      return html`${i ? ', ' : ''}${marked(wrong, 'wrong', values === undefined ? 'not expected' : 'not among the accepted values', html`${name}=${text(value)}`)}`;
    }) : args === undefined || args === null ? nothing : marked(mark, 'wrong', 'not an object', String(args))})</code></li>`;
}

/** An expected call: arguments that were left out, calls that were not made. */
function wantedCall(wanted, call, mark) {
  const missed = mark && (!call || wire(call.name) !== wire(wanted.name));
  return html`<li><code>${marked(missed, 'missed', 'not called', wanted.name)}(${Object.entries(wanted.arguments ?? {}).map(([name, values], i) => {
    const given = list(values).filter(value => value !== '');
    const shown = html`${name}${optional(values) ? html`<span class="quiet-text" title="may be left out">?</span>` : nothing}=${given.length === 0 ? '""' : given.map((value, n) => html`${n ? html`<span class="quiet-text"> or </span>` : ''}${text(value)}`)}`;
    const lost = mark && !missed && !optional(values) && !(name in (call?.arguments ?? {}));
    return html`${i ? ', ' : ''}${marked(lost, 'missed', 'left out', shown)}`;
  })})</code></li>`;
}
