// The first answer of a tab, asked for while the page is still on its way to show it.
import {api} from '../../lib/api.js';
import {plotUrl, whole} from './study-model.js';

const FRESH = 5000;
let asked = null;

export function askEarly(url, query) {
  const answer = api.get(url, {query});
  answer.catch(() => {}); // who takes it sees the error
  asked = {key: keyOf(url, query), answer, at: Date.now()};
}

/** The early answer, once, if it is this and new; else another. */
export function early(url, query, signal) {
  const one = asked;
  if (one?.key !== keyOf(url, query)) return api.get(url, {query, signal});
  asked = null;
  return Date.now() - one.at < FRESH ? one.answer : api.get(url, {query, signal});
}

const keyOf = (url, query) => JSON.stringify([url, query]);

/** Where the history of a study is, and with which query. */
export const historyOf = (name, {objective}) => [plotUrl(name, 'history'), {objective: whole(objective, 0)}];
