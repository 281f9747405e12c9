import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {href, setQuery} from '../../lib/router.js';
import {count, number} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {badge} from '../../components/parts.js';
import '../../components/data-table.js';
import {pager} from '../../components/data-table.js';
import {brushRanges} from './brush-ranges.js';
import {StudyTab} from './study-tab.js';
import {brushed, parallelPlot} from './plots/parallel.js';
import {inWords} from './plots/axes.js';
import {chart, sampled} from './plots/parts.js';
import {list, metricName, plotUrl, whole} from './study-model.js';

const MOST_AXES = 10;
const LIMIT = 20;
const POINTS = 1500;

/** Trials as lines. Dragging along an axis brushes it: the trials within all brushed ranges are listed, and the ranges are in the address. */
class ParallelPart extends StudyTab {
  lines = this.wanted((signal, objective, params) => api.get(plotUrl(this.name, 'parallel'), {query: {objective, params: JSON.parse(params), points: POINTS}, signal}));

  get objective() { return whole(this.route.query.objective, 0); }
  get names() { return this.study.search_space.map(one => one.name); }
  get chosen() {
    const chosen = list(this.route.query.params)?.filter(name => this.names.includes(name));
    return chosen?.length ? chosen : this.names.slice(0, MOST_AXES);
  }

  get brush() {
    try {
      return JSON.parse(this.route.query.brush ?? '{}');
    } catch {
      return {};
    }
  }

  ask() { this.lines.want(this.objective, JSON.stringify(this.chosen)); }

  render() { return this.lines.render(data => this.content(data)); }

  content(data) {
    if (data.total === 0) return empty('No complete trial yet', 'Lines appear with the first complete trial.');
    const metric = metricName(this.study, data.objective);
    const plot = this.memo('lines', [data], () => parallelPlot(data, metric));
    const {brush} = this;
    const rows = this.memo('rows', [data, this.route.query.brush], () => brushed(data, brush));
    const active = Object.values(brush).some(ranges => ranges.length > 0);
    return html`
      <div class="stack">
        <section class="card">
          <div class="wide-plot" .style=${`--columns:${data.axes.length + 1}`}>${chart(plot, {name: `${this.name}-parallel`, height: 26, handlers: this.events ??= {axisareaselected: (event, drawn) => this.selected(drawn)}, drawn: this.drawn ??= drawn => this.brushAgain(drawn)})}</div>
          <div class="row spread"><span class="quiet-text small-text">Drag along an axis to choose a range, or enter it below; click the axis to clear it.</span>${this.chooser()}</div>
          ${brushRanges(data, metric, brush, changed => this.setBrush(changed))}
          ${sampled(data)}
        </section>
        <section class="stack tight">
          <div class="row spread"><h2>${active ? `Brushed trials: ${count(rows.length)} of ${count(data.shown)}` : `Trials: ${count(rows.length)}`}</h2>
            ${active ? html`<button class="small" @click=${() => this.clear()}>Clear the brush</button>` : nothing}</div>
          ${this.table(data, rows, metric)}
        </section>
      </div>`;
  }

  chooser() {
    if (this.names.length < 3) return nothing;
    const {chosen, names} = this;
    const toggle = (name, on) => setQuery({params: JSON.stringify(names.filter(one => one === name ? on : chosen.includes(one)))});
    return html`
      <details class="plot-menu"><summary class="button small">Axes (${chosen.length} of ${names.length})</summary>
        <div class="menu column-menu">${names.map(name => html`<label class="check"><input type="checkbox" .checked=${chosen.includes(name)}
          ?disabled=${chosen.length === 1 && chosen[0] === name} @change=${event => toggle(name, event.target.checked)}>${name}</label>`)}</div></details>`;
  }

  table(data, rows, metric) {
    const offset = Math.min(whole(this.route.query.offset, 0), Math.max(0, rows.length - 1));
    const page = rows.slice(offset, offset + LIMIT);
    return html`
      <data-table label="Brushed trials" .rows=${page} .columns=${[
        {key: 'trial', title: 'Trial', number: true, cell: ([n]) => html`<a href=${href`/studies/${this.name}/trials/${n}`}>${n}</a>`},
        {key: 'value', title: metric, number: true, cell: ([, value, feasible]) => html`${number(value, 5)} ${feasible ? nothing : badge('infeasible', 'warn')}`},
        ...data.axes.map((axis, i) => ({key: axis.name, title: axis.name, number: axis.type !== 'categorical', cell: ([, , , values]) => inWords(axis, values[i])})),
      ]}></data-table>
      ${pager({offset, limit: LIMIT, total: rows.length, shown: page.length}, to => setQuery({offset: to || null}))}`;
  }

  /** The names of the axes as they are drawn; the last is the value's. */
  get drawnAxes() { return [...this.lines.data.axes.map(axis => axis.name), '']; }

  selected(drawn) {
    if (this.restoring) return;
    const brush = {};
    const model = drawn.getModel();
    this.drawnAxes.forEach((name, i) => {
      const ranges = model.getComponent('parallelAxis', i)?.activeIntervals ?? [];
      if (ranges.length) brush[name] = ranges.map(range => range.map(one => Number(one.toPrecision(6))));
    });
    setQuery({brush: Object.keys(brush).length ? JSON.stringify(brush) : null, offset: null});
  }

  /** Not from the plot, which is drawn again with it. */
  setBrush(brush) {
    const some = Object.values(brush).some(ranges => ranges.length > 0);
    setQuery({brush: some ? JSON.stringify(brush) : null, offset: null});
    this.kept.delete('lines');
    this.requestUpdate();
  }

  brushAgain(drawn) {
    const {brush} = this;
    const model = drawn.getModel();
    this.restoring = true;
    this.drawnAxes.forEach((name, i) => {
      if (brush[name]?.length) drawn.dispatchAction({type: 'axisAreaSelect', parallelAxisId: model.getComponent('parallelAxis', i).id, intervals: brush[name]});
    });
    this.restoring = false;
  }

  clear() { this.setBrush({}); }
}
customElements.define('parallel-part', ParallelPart);
