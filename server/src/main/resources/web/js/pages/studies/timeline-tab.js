import {html} from 'lit';
import {api} from '../../lib/api.js';
import {setQuery} from '../../lib/router.js';
import {count} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {StudyTab} from './study-tab.js';
import {openTrial, plotUrl, whole} from './study-model.js';
import {loadPlot, timelinePlot} from './plots/timeline.js';
import {chart} from './plots/parts.js';

const LIMITS = [100, 500, 1000, 2000];

/** Who worked on what, when. */
class TimelineTab extends StudyTab {
  spans = this.wanted((signal, limit) => api.get(plotUrl(this.name, 'timeline'), {query: {limit}, signal}));

  get limit() { return whole(this.route.query.limit, 500, 1, 2000); }

  ask() { this.spans.want(this.limit); }

  render() { return this.spans.render(data => this.content(data)); }

  content(data) {
    if (data.total === 0) return empty('No trial has started', 'When workers ask for trials, their work appears here over time.');
    const plot = this.memo('spans', [data], () => timelinePlot(data));
    const load = this.memo('load', [data], () => loadPlot(data));
    return html`
      <div class="toolbar">
        ${field('Newest trials', id => html`<select id=${id} @change=${event => setQuery({limit: event.target.value})}>
          ${LIMITS.map(one => html`<option value=${one} ?selected=${one === this.limit}>at most ${count(one)}</option>`)}</select>`, {id: 'span-limit'})}
      </div>
      <div class="stack">
        <section class="card">
          ${chart(plot, {name: `${this.name}-timeline`, height: Math.min(44, Math.max(16, 9 + plot.lanes * 1.6)), handlers: this.events ??= {click: event => { if (event.data?.span) openTrial(this.name, event.data.span.number); }}})}
          <p class="quiet-text small-text">${count(data.shown)} of ${count(data.total)} trials that have started. Click a bar to open its trial.</p>
        </section>
        <section class="card">${chart(load, {name: `${this.name}-load`, height: 16})}</section>
      </div>`;
  }
}
customElements.define('timeline-tab', TimelineTab);
