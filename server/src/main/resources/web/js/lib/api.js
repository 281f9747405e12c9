// The HTTP API as functions. A problem (RFC 9457) becomes an ApiError, a server that does not answer one with status 0.
import {freshToken, session, signOut} from './session.js';

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}.`);
    this.status = status;
    this.code = problem.code ?? '';
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id ?? '';
    this.problem = problem;
  }

  get offline() { return this.status === 0; }

  /** What is said about one field, e.g. `search_space[1].low`. */
  of(field) { return this.errors.filter(e => e.field === field).map(e => e.message).join(' '); }
}

/** Path pieces are encoded, `/` too: path`/v1/tuner/studies/${name}`. */
export const path = (texts, ...values) =>
    texts.reduce((all, text, i) => all + text + (i < values.length ? encodeURIComponent(values[i]) : ''), '');

export function withQuery(url, query = {}) {
  const parts = [];
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') parts.push(`${encodeURIComponent(name)}=${encodeURIComponent(one)}`);
    }
  }
  return parts.length ? `${url}?${parts.join('&')}` : url;
}

/** The Response itself, for those who need headers or text. Throws ApiError unless it is ok. */
export async function send(method, url, {query, body, text, headers = {}, signal, type = 'application/json'} = {}) {
  const token = await freshToken();
  const all = {Accept: 'application/json, application/problem+json', ...headers};
  if (token) all.Authorization = `Bearer ${token}`;
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  if (content !== undefined) all['Content-Type'] = type;
  let answer;
  try {
    answer = await fetch(withQuery(url, query), {method, headers: all, body: content, signal, cache: 'no-store'});
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, {code: 'offline', detail: 'The server does not answer. What you entered is still here; try again in a moment.'});
  }
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  if (answer.status === 401 && session.mode === 'in') signOut('Your session has ended. Sign in again to go on.');
  else if (answer.status === 401 && session.mode === 'open') signOut();
  throw new ApiError(answer.status, {request_id: answer.headers.get('X-Request-Id'), ...problem});
}

async function json(answer) {
  return answer.status === 204 ? null : answer.json();
}

export const api = {
  get: async (url, options) => json(await send('GET', url, options)),
  put: async (url, body, options) => json(await send('PUT', url, {...options, body})),
  patch: async (url, body, options) => json(await send('PATCH', url, {...options, body})),
  delete: async (url, options) => json(await send('DELETE', url, options)),

  /** Safe to repeat by the browser's network stack, for it carries an Idempotency-Key. */
  post: async (url, body = {}, options = {}) =>
      json(await send('POST', url, {...options, body, headers: {'Idempotency-Key': randomKey(), ...options.headers}})),

  /** One page of a list: `{items, total, cursor}`. */
  async list(url, options) {
    const answer = await send('GET', url, options);
    const total = answer.headers.get('X-Total-Count');
    return {items: await answer.json(), total: total === null ? null : Number(total), cursor: answer.headers.get('X-Next-Cursor')};
  },

  text: async (url, options) => (await send('GET', url, {headers: {Accept: '*/*'}, ...options})).text(),
};

/** crypto.randomUUID is there on secure origins only; a server in the local net is none. */
function randomKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}
