import {html} from 'lit';
import {api} from '../../lib/api.js';
import {setQuery} from '../../lib/router.js';
import {empty} from '../../components/messages.js';
import {field} from '../../components/parts.js';
import {StudyTab} from './study-tab.js';
import {contourPlot, rankPlot} from './plots/contour.js';
import {chart, opens, sampled} from './plots/parts.js';
import {metricName, plotUrl, whole} from './study-model.js';

const POINTS = 1000;

/** Two parameters at a time: contour and rank. */
class PairPart extends StudyTab {
  contour = this.wanted((signal, x, y, objective) => api.get(plotUrl(this.name, 'contour'), {query: {x, y, objective, points: POINTS}, signal}));
  rank = this.wanted((signal, x, y, objective) => api.get(plotUrl(this.name, 'rank'), {query: {x, y, objective, points: POINTS}, signal}));

  get names() { return this.study.search_space.map(one => one.name); }
  get objective() { return whole(this.route.query.objective, 0); }
  get x() { return this.names.includes(this.route.query.x) ? this.route.query.x : this.names.find(name => name !== this.route.query.y); }
  get y() { return this.names.includes(this.route.query.y) && this.route.query.y !== this.x ? this.route.query.y : this.names.find(name => name !== this.x); }

  ask() {
    if (this.names.length < 2) return;
    this.contour.want(this.x, this.y, this.objective);
    this.rank.want(this.x, this.y, this.objective);
  }

  render() {
    if (this.names.length < 2) return empty('One parameter', 'A pair needs two. Its slice shows it alone.');
    const metric = metricName(this.study, this.objective);
    return html`
      <div class="toolbar">
        ${this.choice('Horizontal', 'x', this.x, this.y)}
        ${this.choice('Vertical', 'y', this.y, this.x)}
        <button class="to-bottom" @click=${() => setQuery({x: this.y, y: this.x})}>Swap</button>
      </div>
      <div class="columns">
        <section class="card">${this.contour.render(data => html`
          ${chart(this.memo('contour', [data], () => contourPlot(data, metric)), {name: `${this.name}-contour-${data.x.name}-${data.y.name}`, height: 26,
              handlers: this.contourEvents ??= opens(this.name, event => event.seriesType === 'scatter' ? event.value[3] : null)})}
          <p class="quiet-text small-text">${data.grid ? 'Colours are an estimate, smoothed from all complete trials; dots are trials.' : 'No estimate is drawn, as an axis has too many choices; the colour of a trial is its value.'}</p>${sampled(data)}`)}</section>
        <section class="card">${this.rank.render(data => html`
          ${chart(this.memo('rank', [data], () => rankPlot(data, metric)), {name: `${this.name}-rank-${data.x.name}-${data.y.name}`, height: 26, handlers: this.rankEvents ??= opens(this.name, event => event.value?.[3])})}
          <p class="quiet-text small-text">The colour says where a trial stands among all, so outliers do not hide the rest.</p>${sampled(data)}`)}</section>
      </div>`;
  }

  choice(label, key, chosen, other) {
    return field(label, id => html`<select id=${id} @change=${event => setQuery({x: this.x, y: this.y, [key]: event.target.value, ...(event.target.value === other ? {[key === 'x' ? 'y' : 'x']: chosen} : {})})}>
      ${this.names.map(name => html`<option value=${name} ?selected=${name === chosen}>${name}</option>`)}</select>`, {id: `pair-${key}`});
  }
}
customElements.define('pair-part', PairPart);
