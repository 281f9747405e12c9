// Addresses are #/path?query, so that each view can be shared and the server needs to know of none of them.
// A page is a custom element, loaded when it is first asked for; it gets `route` = {path, params, query}.
const routes = [];
const listeners = new Set();
const guards = new Set();

/** `/studies/:name/:tab?`; the element's module is loaded by `load`, and `early(route)` asks meanwhile for what it will show. `section` names the entry of the navigation. */
export function addRoute(pattern, {tag, load, early, title, section}) {
  const names = [];
  const source = pattern.replace(/\/:(\w+)(\?)?/g, (_, name, optional) => {
    names.push(name);
    return optional ? '(?:/([^/]*))?' : '/([^/]+)';
  });
  routes.push({expression: new RegExp(`^${source}/?$`), names, tag, load, early, title, section});
}

export function currentRoute() {
  const [rawPath, rawQuery = ''] = (location.hash.slice(1) || '/').split(/\?(.*)/s);
  const query = Object.fromEntries(new URLSearchParams(rawQuery));
  for (const route of routes) {
    const match = route.expression.exec(rawPath);
    if (match) {
      const params = {};
      route.names.forEach((name, i) => { if (match[i + 1] !== undefined) params[name] = decode(match[i + 1]); });
      return {...route, path: rawPath, params, query};
    }
  }
  return {path: rawPath, params: {}, query, tag: null, title: 'Not found'};
}

function decode(piece) {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}

/** An address to put into href: href`/studies/${name}`. */
export const href = (texts, ...values) =>
    '#' + texts.reduce((all, text, i) => all + text + (i < values.length ? encodeURIComponent(values[i]) : ''), '');

export const go = address => { location.hash = address.replace(/^#/, ''); };

/** Changes part of the query and adds no entry to the history; absent, null and '' remove. */
export function setQuery(change) {
  const {path, query} = currentRoute();
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({...query, ...change})) {
    if (value !== undefined && value !== null && value !== '') next.set(name, value);
  }
  const text = next.toString();
  history.replaceState(null, '', `#${path}${text ? `?${text}` : ''}`);
  listeners.forEach(listener => listener());
}

export function onRoute(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** `guard(event)` is asked before another address is followed; with false it is not. */
export function onLeave(guard) {
  guards.add(guard);
  return () => guards.delete(guard);
}

addEventListener('hashchange', event => {
  if ([...guards].every(guard => guard(event))) listeners.forEach(listener => listener());
});
