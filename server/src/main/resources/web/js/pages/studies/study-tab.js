// What the tabs of a study are made of: data asked for by what the address says, got again when the study has changed.
import {Element, Resource} from '../../lib/page.js';

/** A Resource asked for by a key: another key gets other data, and until they are there the old ones stay. */
export class Wanted extends Resource {
  constructor(host, fetch) { super(host, (signal) => fetch(signal, ...this.key), {start: false}); }

  want(...key) {
    if (this.key && same(this.key, key)) return;
    this.key = key;
    if (this.host.isConnected) this.reload(); else this.start = true;
  }

  /** Got again, unless it is on its way. */
  renew() {
    if (this.key && !this.loading) this.reload();
  }
}

/** `study` is its answer, `stamp` grows when it has changed, `route` is the address. */
export class StudyTab extends Element {
  static properties = {study: {attribute: false}, summary: {attribute: false}, route: {attribute: false}, stamp: {attribute: false}};

  kept = new Map();
  live = [];
  slow = [];
  slowAt = Date.now();

  get name() { return this.study.study_name; }

  /** Got again at every change of the study; with `slow` at most every 20 s, for what is dear to compute. */
  wanted(fetch, {slow = false} = {}) {
    const one = new Wanted(this, fetch);
    (slow ? this.slow : this.live).push(one);
    return one;
  }

  willUpdate(changed) {
    this.ask();
    if (changed.has('stamp') && changed.get('stamp') !== undefined) {
      this.live.forEach(one => one.renew());
      if (Date.now() - this.slowAt > 20_000) {
        this.slowAt = Date.now();
        this.slow.forEach(one => one.renew());
      }
    }
  }

  /** Says what it wants; called before every drawing. */
  ask() {}

  /** What `make` made, as long as what it is made from is the same: a plot is drawn again only when its data are new. */
  memo(name, from, make) {
    const before = this.kept.get(name);
    if (before && same(before.from, from)) return before.made;
    const made = make();
    this.kept.set(name, {from, made});
    return made;
  }
}

const same = (a, b) => a.length === b.length && a.every((one, i) => Object.is(one, b[i]));
