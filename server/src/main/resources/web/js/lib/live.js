// News from the server without asking: a study's server-sent events, and a job's numbered messages over one WebSocket.
import {freshToken, onSession, session} from './session.js';
import {path, withQuery} from './api.js';

/**
 * A study's events: `listener({type, data})`. After a lost connection comes one of type `resumed`, for what was missed has to be asked for.
 * Returns what stops it.
 */
export function watchStudy(name, listener, status = () => {}) {
  let source = null;
  let stopped = false;
  let lost = false;
  let pause = 1000;
  const connect = async () => {
    const token = await freshToken().catch(() => null);
    if (stopped) return;
    source = new EventSource(withQuery(path`/v1/tuner/studies/${name}/events`, {token}));
    for (const type of ['trial_started', 'trial_reported', 'trial_finished', 'study_updated']) {
      source.addEventListener(type, event => listener({type, data: JSON.parse(event.data)}));
    }
    source.onopen = () => {
      pause = 1000;
      status(true);
      if (lost) listener({type: 'resumed', data: {}});
      lost = false;
    };
    source.onerror = () => { // the browser would come back by itself, but with a token that may have ended
      lost = true;
      status(false);
      source.close();
      if (!stopped) setTimeout(connect, pause = Math.min(15_000, pause * 2));
    };
  };
  connect();
  return () => {
    stopped = true;
    source?.close();
  };
}

/** All jobs watched by this page share one socket, which comes back after every loss with what was missed. */
class Socket {
  constructor() {
    this.watched = new Map();
    this.pause = 500;
    this.open = false;
    onSession(() => this.renewed());
  }

  watch(job, listener, since, status) {
    const one = {listener, since, status};
    this.watched.set(job, one);
    if (this.open) this.subscribe(job, one); else this.connect();
    return () => {
      if (this.watched.get(job) === one) this.watched.delete(job);
      if (this.open && this.watched.size === 0) this.socket.close();
    };
  }

  async connect() {
    if (this.socket && this.socket.readyState < WebSocket.CLOSING) return;
    if (this.connecting) return;
    this.connecting = true;
    const token = await freshToken().catch(() => null);
    this.connecting = false;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = this.socket = new WebSocket(withQuery(`${scheme}://${location.host}/ws`, {token}));
    this.token = token;
    socket.onopen = () => {
      this.open = true;
      this.pause = 500;
      this.watched.forEach((one, job) => { one.status(true); this.subscribe(job, one); });
    };
    socket.onmessage = event => this.received(JSON.parse(event.data));
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.open = false;
      this.watched.forEach(one => one.status(false));
      if (this.watched.size > 0) setTimeout(() => this.connect(), this.pause = Math.min(10_000, this.pause * 2));
    };
  }

  subscribe(job, one) { this.socket.send(JSON.stringify({type: 'subscribe', job_id: job, since: one.since})); }

  renewed() {
    if (this.open && session.token && session.token !== this.token) {
      this.token = session.token;
      this.socket.send(JSON.stringify({type: 'auth', token: session.token}));
    }
  }

  received(message) {
    const one = this.watched.get(message.job_id);
    if (!one || !(message.n > one.since)) return;
    one.since = message.n;
    one.listener(message);
  }
}

let socket = null;

/** `listener(message)` gets every message of the job after the n-th, once and in order. Returns what stops it. */
export function watchJob(job, listener, {since = 0, status = () => {}} = {}) {
  socket ??= new Socket();
  return socket.watch(job, listener, since, status);
}
