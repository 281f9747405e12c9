// A tune as it stands and as it goes on: what the server tells once, and the numbered messages of a running one on top. Lit controller.
import {api} from '../../lib/api.js';
import {watchJob} from '../../lib/live.js';
import {ENDED} from '../../lib/jobs.js';
import {toast} from '../../components/messages.js';
import {tunePath} from './actions.js';

const PAGE = 1000;
const MOST = 5000;
const AGAIN_MS = 1500;
/** How often a tune that goes on is asked for where no message comes: it waits, or the socket is kept from the page. */
const SILENT_S = 5;

export class TuneLive {
  constructor(host) {
    this.host = host;
    host.addController(this);
    this.reset();
  }

  reset() {
    Object.assign(this, {id: null, tune: undefined, combos: new Map(), progress: null, error: null, connected: null, version: 0, cut: false, silent: 0});
  }

  hostConnected() { if (this.id) this.open(this.id); }
  hostDisconnected() { this.close(); }

  /** Begins with another tune, or again with the same. */
  async open(id) {
    this.close();
    if (id !== this.id) this.reset();
    this.id = id;
    const run = this.run = {};
    this.clock = setInterval(() => this.tick(run), 1000);
    await this.refresh(run);
    if (run !== this.run || this.error) return;
    if (!ENDED.includes(this.tune.status)) this.watch(run);
    await this.loadCombos(run);
  }

  close() {
    this.run = null;
    this.stop?.();
    this.stop = null;
    clearInterval(this.clock);
    clearTimeout(this.timer);
    this.timer = 0;
  }

  tick(run) {
    if (!this.tune || document.hidden || ENDED.includes(this.tune.status)) return;
    this.host.requestUpdate();
    if (++this.silent < SILENT_S) return;
    this.later();
    if (this.connected === false) this.loadCombos(run);
  }

  /** The tune itself, whose figures the messages do not all hold. */
  async refresh(run = this.run) {
    this.silent = 0;
    try {
      const tune = await api.get(tunePath(this.id));
      if (run !== this.run) return;
      this.tune = tune;
      this.error = null;
    } catch (error) {
      if (run !== this.run) return;
      this.error = error;
      if (error.offline) this.later();
    }
    this.changed();
  }

  async loadCombos(run) {
    try {
      for (let offset = 0; offset < MOST; offset += PAGE) {
        const {items, total} = await api.list(`${tunePath(this.id)}/combos`, {query: {order: 'number', limit: PAGE, offset}});
        if (run !== this.run) return;
        items.filter(one => one.status !== 'RUNNING' && one.status !== 'WAITING').forEach(one => this.combos.set(one.combo_id, one));
        this.cut = total > MOST;
        this.changed();
        if (offset + PAGE >= total) return;
      }
    } catch (error) {
      if (run === this.run && !this.error) this.error = error;
      this.changed();
    }
  }

  watch(run) {
    let late = Date.now();
    this.stop = watchJob(this.id, message => {
      if (run !== this.run) return;
      this.take(message, Date.now() - late > 2000);
    }, {
      status: open => {
        if (run !== this.run) return;
        if (open) late = Date.now();
        if (open && this.connected === false) this.later();
        this.connected = open;
        this.changed();
      },
    });
  }

  /** `fresh`: it tells of now, not of what was missed. */
  take(message, fresh) {
    switch (message.type) {
      case 'combo_result': this.combos.set(message.combo_id, message); break;
      case 'job_progress': this.progress = message; break;
      case 'error': if (fresh && message.code === 'job_failed') toast(`Tuning failed: ${message.detail}`, 'bad'); break;
      case 'tune_complete':
        this.progress = null;
        if (fresh && message.status === 'completed') toast('The tune is completed.');
        break;
    }
    this.later();
    this.changed();
  }

  /** Asks for the tune again soon, once for all that is told until then. */
  later() {
    if (this.timer) return;
    const run = this.run;
    this.timer = setTimeout(async () => {
      this.timer = 0;
      if (run !== this.run) return;
      await this.refresh(run);
      if (run === this.run && this.tune && ENDED.includes(this.tune.status)) {
        this.stop?.();
        this.stop = null;
        this.connected = null;
        await this.loadCombos(run);
      }
    }, AGAIN_MS);
  }

  changed() {
    if (this.pending) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.version++;
      this.host.requestUpdate();
    });
  }

  /** Combinations in the order in which they were done. */
  get done() {
    return [...this.combos.values()].sort((a, b) => (a.completed_at ?? '').localeCompare(b.completed_at ?? '') || (a.trial_id ?? 0) - (b.trial_id ?? 0));
  }
}
