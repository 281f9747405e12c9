import {html} from 'lit';
import {api} from '../../lib/api.js';
import {setQuery} from '../../lib/router.js';
import {plural} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {StudyTab} from './study-tab.js';
import {metricName, openTrial, plotUrl, whole} from './study-model.js';
import {intermediatePlot} from './plots/intermediate.js';
import {chart} from './plots/parts.js';

const LIMITS = [20, 50, 100, 200, 500];

/** What the best and the newest trials reported on their way. */
class IntermediateTab extends StudyTab {
  curves = this.wanted((signal, limit) => api.get(plotUrl(this.name, 'intermediate'), {query: {limit}, signal}));

  get limit() { return whole(this.route.query.limit, 100, 1, 500); }

  ask() { this.curves.want(this.limit); }

  render() { return this.curves.render(data => this.content(data)); }

  content(data) {
    if (data.total === 0) {
      return empty('No intermediate values', 'A worker that reports its value at each step lets the pruner stop bad trials early, and its curve appears here.');
    }
    const log = this.route.query.scale === 'log';
    const plot = this.memo('curves', [data, log], () => intermediatePlot(data, metricName(this.study), {log}));
    return html`
      <div class="toolbar">
        ${field('Trials', id => html`<select id=${id} @change=${event => setQuery({limit: event.target.value})}>
          ${LIMITS.map(one => html`<option value=${one} ?selected=${one === this.limit}>at most ${one}</option>`)}</select>`, {id: 'curve-limit'})}
        ${plot.positive ? html`<label class="check check-field"><input type="checkbox" .checked=${log} @change=${event => setQuery({scale: event.target.checked ? 'log' : null})}>Logarithmic values</label>` : ''}
      </div>
      <section class="card">
        ${chart(plot, {name: `${this.name}-intermediate`, height: 32, handlers: this.events ??= {click: event => this.opened(event)}})}
        <p class="quiet-text small-text">${data.shown < data.total ? `The best and the newest ${data.shown} of ${plural(data.total, 'trial')} that reported.` : `${plural(data.total, 'trial')} reported.`}
          A cross marks where a trial was pruned. Click a curve to open its trial.</p>
      </section>`;
  }

  opened(event) {
    const trial = event.data?.trial ?? this.curves.data?.curves[event.seriesIndex]?.number;
    if (trial !== undefined) openTrial(this.name, trial);
  }
}
customElements.define('intermediate-tab', IntermediateTab);
