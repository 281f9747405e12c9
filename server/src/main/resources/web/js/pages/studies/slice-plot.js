import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {StudyTab} from './study-tab.js';
import {slicePlot} from './plots/slice.js';
import {chart, opens, sampledWords} from './plots/parts.js';
import {metricName, plotUrl} from './study-model.js';

const POINTS = 1000;

/** An objective over one parameter, asked for when it comes into sight. */
class SlicePlot extends StudyTab {
  static properties = {param: {}, objective: {attribute: false}, seen: {state: true}};

  slice = this.wanted((signal, param, objective) => api.get(plotUrl(this.name, 'slice'), {query: {param, objective, points: POINTS}, signal}));

  connectedCallback() {
    super.connectedCallback();
    this.observer = new IntersectionObserver(entries => { this.seen ||= entries.some(entry => entry.isIntersecting); }, {rootMargin: '200px'});
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
  }

  ask() { if (this.seen) this.slice.want(this.param, this.objective); }

  render() {
    if (!this.seen) return html`<div class="card slice-place"></div>`;
    return html`<section class="card slice-place">${this.slice.render(data => {
      const plot = this.memo('slice', [data], () => slicePlot(data, metricName(this.study, data.objective)));
      return html`${chart(plot, {name: `${this.name}-slice-${data.axis.name}`, height: 13, handlers: this.events ??= opens(this.name, event => event.value?.[2])})}
        ${data.shown < data.total ? html`<p class="quiet-text small-text">${sampledWords(data)}</p>` : nothing}`;
    })}</section>`;
  }
}
customElements.define('slice-plot', SlicePlot);
