// What a study's page will show first, asked for while the page itself is still on its way.
import {api} from '../../lib/api.js';
import {session} from '../../lib/session.js';
import {plotUrl, whole} from './study-model.js';

const FRESH = 5000;
const asked = new Map();

/** For the page that the route leads to. */
export function askEarly({params, query}) {
  if (session.mode === 'out') return;
  ask(...summaryOf(params.name));
  if (params.tab && params.tab !== 'overview') return;
  ask(...historyOf(params.name, query));
  import('./overview-tab.js').catch(() => {}); // who needs it asks again
  import('echarts').catch(() => {});
}

/** The early answer, once, if there is one and it is new; else another. */
export function early(url, query, signal) {
  const one = asked.get(keyOf(url, query));
  asked.delete(keyOf(url, query));
  return one && Date.now() - one.at < FRESH ? one.answer : api.get(url, {query, signal});
}

export const summaryOf = name => [plotUrl(name, 'summary'), {}];

export const historyOf = (name, {objective}) => [plotUrl(name, 'history'), {objective: whole(objective, 0)}];

function ask(url, query) {
  const answer = api.get(url, {query});
  answer.catch(() => {}); // who takes it sees the error
  asked.set(keyOf(url, query), {answer, at: Date.now()});
}

const keyOf = (url, query) => JSON.stringify([url, query]);
