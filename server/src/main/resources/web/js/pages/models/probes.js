// Probes under way. One takes as long as its calls do, and goes on while other pages are looked at.
import {api, path} from '../../lib/api.js';

const running = new Map();
const listeners = new Set();

export const probing = name => running.get(name);

export function onProbe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Starts a probe, or joins the one that runs; `done(error)` is in what listeners get. */
export async function probe(name) {
  if (running.has(name)) return;
  running.set(name, {since: Date.now()});
  listeners.forEach(listener => listener({name}));
  let error = null;
  let found = null;
  try {
    found = await api.post(path`/api/v1/models/${name}/probe`);
  } catch (failure) {
    error = failure;
  }
  running.delete(name);
  listeners.forEach(listener => listener({name, found, error}));
}
