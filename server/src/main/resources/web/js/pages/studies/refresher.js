// Turns many events into few refreshes: at once, then at most one every two seconds, none while another is under way or the tab is hidden.
const PAUSE = 2000;

export class Refresher {
  constructor(refresh) {
    Object.assign(this, {refresh, last: 0, timer: 0, busy: false, asked: false});
    this.seen = () => { if (!document.hidden && this.asked) this.ask(); };
  }

  ask() {
    this.asked = true;
    if (this.busy || this.timer) return;
    this.timer = setTimeout(() => this.run(), Math.max(100, this.last + PAUSE - Date.now()));
  }

  async run() {
    this.timer = 0;
    if (document.hidden) {
      document.addEventListener('visibilitychange', this.seen, {once: true});
      return;
    }
    this.asked = false;
    this.busy = true;
    try {
      await this.refresh();
    } finally {
      this.busy = false;
      this.last = Date.now();
      if (this.asked) this.ask();
    }
  }

  cancel() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.asked = false;
    document.removeEventListener('visibilitychange', this.seen);
  }
}
