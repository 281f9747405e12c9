import {html, nothing} from 'lit';
import {api} from '../../lib/api.js';
import {href, setQuery} from '../../lib/router.js';
import {count, number, plural} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {badge} from '../../components/parts.js';
import {pager} from '../../components/data-table.js';
import {StudyTab} from './study-tab.js';
import {directions, metricName, plotUrl, several, whole} from './study-model.js';
import {hypervolumePlot, paretoPlot} from './plots/pareto.js';
import {chart, opens} from './plots/parts.js';

const LIMIT = 25;

/** What no other trial beats: objectives against each other pair by pair, the front as a table, its hypervolume over time. */
class ParetoTab extends StudyTab {
  pareto = this.wanted(signal => api.get(plotUrl(this.name, 'pareto'), {signal}));

  ask() { if (several(this.study)) this.pareto.want(); }

  render() {
    if (!several(this.study)) return empty('One objective', 'A Pareto front needs several. The best trials are on the overview.');
    return this.pareto.render(data => this.content(data));
  }

  content(data) {
    if (data.total === 0) return empty('No complete trial yet', 'The front appears with the first complete and feasible trial.');
    const pairs = directions(this.study).flatMap((_, x, all) => all.slice(x + 1).map((__, i) => [x, x + 1 + i]));
    const hypervolume = data.hypervolume ? this.memo('volume', [data], () => hypervolumePlot(data)) : null;
    return html`
      <div class="stack">
        <div class=${pairs.length > 1 ? 'columns' : 'stack'}>
          ${pairs.map(([x, y]) => html`<section class="card">${chart(this.memo(`${x}-${y}`, [data], () => paretoPlot(data, this.study, x, y)),
              {name: `${this.name}-pareto-${x}-${y}`, height: pairs.length > 1 ? 20 : 28, handlers: this.events ??= opens(this.name, event => event.value?.[2])})}</section>`)}
          ${hypervolume ? html`<section class="card">${chart(hypervolume, {name: `${this.name}-hypervolume`, height: pairs.length > 1 ? 20 : 16})}
            <p class="quiet-text small-text">Reference point ${data.hypervolume.reference.map(value => number(value)).join(', ')}${data.hypervolume.exact ? '' : '; a lower bound, as large fronts were thinned out'}.</p></section>` : nothing}
        </div>
        <p class="quiet-text small-text">${plural(data.front_total, 'trial')} on the front${data.front_exact ? '' : ', approximately'}; ${count(data.shown)} of ${count(data.total)} complete trials are shown. Click a point to open its trial.</p>
        <section class="stack tight"><h2>Pareto front</h2>${this.table(data)}</section>
      </div>`;
  }

  table(data) {
    const offset = whole(this.route.query.offset, 0);
    const rows = data.front.slice(offset, offset + LIMIT);
    return html`
      <data-table label="Pareto front" .rows=${rows} .columns=${[
        {key: 'trial', title: 'Trial', number: true, cell: ([n]) => html`<a href=${href`/studies/${this.name}/trials/${n}`}>${n}</a>`},
        ...directions(this.study).map((direction, k) => ({key: `value:${k}`, title: metricName(this.study, k), hint: direction, number: true, cell: ([, values]) => number(values[k], 6)})),
        {key: 'feasible', title: 'Feasible', cell: ([, , feasible]) => feasible ? 'yes' : badge('no', 'warn')},
      ]}></data-table>
      ${data.front.length > LIMIT ? pager({offset, limit: LIMIT, total: data.front.length, shown: rows.length}, to => setQuery({offset: to || null})) : nothing}`;
  }
}
customElements.define('pareto-tab', ParetoTab);
