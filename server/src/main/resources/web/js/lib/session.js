// Who is signed in. The API key is changed for a token at once and never kept; the token renews itself, up to 24 hours.
// Modes: `unknown` until the server was asked, `open` (it needs no credential), `in`, `out`.
const KEY = 'asktell-token';
const RENEW_SHARE = 0.6;
const listeners = new Set();
let timer = 0;
let renewing = null;

export const session = {mode: 'unknown', token: null, keyId: null, expiresAt: 0, scopes: [], reason: ''};

export function onSession(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether a scope is held; on an open server everything is. */
export function can(scope) {
  const {mode, scopes} = session;
  return mode === 'open' || scopes.includes('admin') || scopes.includes(scope)
      || (scope.endsWith(':read') && scopes.includes(scope.replace(':read', ':write')));
}

/** What the page says about the server: without authentication everybody is in. */
export function startSession() {
  if (document.documentElement.dataset.auth === 'off') become({mode: 'open', scopes: ['admin']});
  else restore(localStorage.getItem(KEY));
}

/** Throws an Error that says why the key was not taken. */
export async function signIn(key) {
  const answer = await fetch('/v1/auth/token', {method: 'POST', headers: {Authorization: `Bearer ${key.trim()}`}});
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.detail ?? body.title);
  adopt(body.token);
}

export function signOut(reason = '') {
  localStorage.removeItem(KEY);
  clearTimeout(timer);
  become({mode: 'out', token: null, keyId: null, scopes: [], expiresAt: 0, reason});
}

/** A token that holds a little longer, renewed if need be; null where none is needed. */
export async function freshToken() {
  if (session.mode === 'in' && Date.now() > session.expiresAt - 20_000) await renew();
  return session.token;
}

function restore(token) {
  const claims = token && read(token);
  if (claims && claims.exp * 1000 > Date.now()) adopt(token); else signOut();
}

function adopt(token) {
  const claims = read(token);
  localStorage.setItem(KEY, token);
  become({mode: 'in', token, keyId: claims.sub, expiresAt: claims.exp * 1000, scopes: scopesOf(claims), reason: ''});
  clearTimeout(timer);
  timer = setTimeout(renew, Math.max(1000, (claims.exp * 1000 - Date.now()) * RENEW_SHARE));
}

/** Several callers at once share one request. A server that is away keeps the session: the next call tries again. */
function renew() {
  renewing ??= (async () => {
    try {
      const answer = await fetch('/v1/auth/refresh', {method: 'POST', headers: {Authorization: `Bearer ${session.token}`}});
      if (answer.ok) adopt((await answer.json()).token);
      else if (answer.status === 401) signOut('Your session has ended. Sign in again to go on.');
      else later();
    } catch {
      later();
    }
  })().finally(() => { renewing = null; });
  return renewing;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(renew, 10_000);
}

function read(token) {
  try {
    return JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return null;
  }
}

const scopesOf = claims => claims.scopes ?? (claims.scope ? claims.scope.split(' ') : []);

function become(change) {
  Object.assign(session, change);
  listeners.forEach(listener => listener());
}

// Another tab signed in, renewed, or signed out.
addEventListener('storage', event => {
  if (event.key === KEY && session.mode !== 'open') restore(event.newValue);
});
