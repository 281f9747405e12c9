// Parameter values as the pages of models keep them: an object that lacks what is left to the default; and drafts, which survive a reload.

import {number} from '../../lib/format.js';

export function same(a, b) {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => key in b && same(a[key], b[key]));
}

/** The names whose values differ. */
export const changes = (from, to) => [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(name => !same(from[name], to[name]));

/** With one value set, or with undefined given back to the default. */
export function withValue(values, name, value) {
  const {[name]: before, ...others} = values;
  return value === undefined ? others : {...values, [name]: value};
}

/** What a model takes when nothing is saved: the value of the default profile, else of the schema; and where it comes from. */
export function fallback(name, spec, profile) {
  if (profile && name in profile.params) return {value: profile.params[name], from: `profile ${profile.name}`};
  return {value: spec?.default ?? undefined, from: 'default'};
}

/** What is wrong with a value, as the server would say it; empty if nothing is. */
export function fault(spec, value) {
  if (value === undefined) return '';
  const options = spec.options ?? [];
  const option = options.some(one => same(one, value));
  switch (spec.type) {
    case 'float':
    case 'int':
      if (option) return '';
      if (typeof value !== 'number') return 'must be a number';
      if (spec.type === 'int' && !Number.isInteger(value)) return 'must be a whole number';
      if (spec.min !== undefined && value < spec.min) return `must be at least ${spec.min}`;
      if (spec.max !== undefined && value > spec.max) return `must be at most ${spec.max}`;
      return '';
    case 'bool': return typeof value === 'boolean' ? '' : 'must be on or off';
    case 'enum': return option || (spec.open && typeof value === 'string') ? '' : `must be one of ${options.join(', ')}`;
    case 'list':
      if (!Array.isArray(value)) return spec.open && typeof value === 'string' ? '' : 'must be a list';
      if (spec.open && spec.max !== undefined && value.length > spec.max) return `must have at most ${spec.max} entries`;
      return value.every(one => (spec.open && typeof one === 'string') || options.some(each => same(each, one))) ? '' : `must be a list of ${options.join(', ')}`;
    default: return '';
  }
}

/** {name: what is wrong} for those that are wrong or unknown. */
export function faults(schema, values) {
  const all = {};
  for (const [name, value] of Object.entries(values)) {
    const text = schema[name] ? fault(schema[name], value) : 'the model has no such parameter';
    if (text) all[name] = text;
  }
  return all;
}

/** The range in words. */
export function range({type, min, max, options = [], open}) {
  const also = type === 'enum' || type === 'list' || options.length === 0 ? '' : `, or ${options.join(', ')}`;
  if (type === 'bool' || type === 'enum') return '';
  if (type === 'list') return open ? (max === undefined ? 'a list of texts' : `up to ${max} texts`) : '';
  const kind = type === 'int' ? 'whole number' : 'number';
  const huge = n => n === undefined || Math.abs(n) > 1e12;
  if (huge(min) && huge(max)) return `any ${kind}${also}`;
  if (huge(max)) return `${kind} from ${number(min)}${also}`;
  if (huge(min)) return `${kind} up to ${number(max)}${also}`;
  return `${number(min)} to ${number(max)}${also}`;
}

const KEY = 'asktell-draft:';

/** What was entered and not saved yet, in this tab. */
export const drafts = {
  read(name) {
    try {
      return JSON.parse(sessionStorage.getItem(KEY + name)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  write(name, value) {
    try {
      sessionStorage.setItem(KEY + name, JSON.stringify(value));
      return true;
    } catch {
      return false; // full: what is on the page stays there
    }
  },
  drop: name => sessionStorage.removeItem(KEY + name),
};
