import {html, nothing} from 'lit';
import {guard} from 'lit/directives/guard.js';
import {Page, Resource} from '../../lib/page.js';
import {api} from '../../lib/api.js';
import {href, setQuery} from '../../lib/router.js';
import {count, number, percent, time} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {badge, field, pageHead, params} from '../../components/parts.js';
import {sorted} from '../../components/data-table.js';
import '../../components/plot-chart.js';
import {listTunes, mayWrite} from './actions.js';
import {pointsInterval, signed} from './words.js';

const METRICS = {score: 'Score', pass_rate: 'Pass rate'};
const RUN = /^(.+)-(\d+-\d+)$/;
const SHOWN = 200;

/** A side of the address, as the server takes it: a run, a profile, or the best of a tune. */
const side = id => RUN.test(id) ? {run_id: id} : id.startsWith('profile_') ? {profile_id: id} : {job_id: id};

/** Two evaluated configurations, paired by case: which is better, and how sure that is. */
class CompareResultsPage extends Page {
  static properties = {order: {state: true}};

  constructor() {
    super();
    this.order = {key: 'difference', descending: true};
    this.tunes = new Resource(this, signal => listTunes({limit: 200}, signal).then(({items}) => items.filter(one => one.best_value !== null)));
    this.verdict = new Resource(this, signal => {
      const {a, b, metric} = this.route.query;
      return api.post('/api/tool-eval/compare', {a: side(a), b: side(b), ...(metric ? {metric} : {})}, {signal});
    }, {start: false});
  }

  routeChanged(before) {
    const {a, b, metric} = this.route.query;
    if (a === before?.query.a && b === before?.query.b && metric === before?.query.metric) return;
    if (a && b && a !== b) this.verdict.restart();
  }

  render() {
    const {a = '', b = '', metric = 'score'} = this.route.query;
    return html`
      ${pageHead('Compare results', {crumbs: html`<a href="#/tunes">Tunes</a>`, lead: 'Paired by case: a difference counts only if it is more than chance.'})}
      <div class="toolbar">
        ${this.choice('A', 'a', a)}${this.choice('B', 'b', b)}
        ${field('Metric', id => html`<select id=${id} @change=${event => setQuery({metric: event.target.value})}>${Object.entries(METRICS).map(([name, label]) => html`<option value=${name} ?selected=${name === metric}>${label}</option>`)}</select>`, {id: 'compare-metric'})}
        <button ?disabled=${!a && !b} @click=${() => setQuery({a: b, b: a})}>Swap</button>
      </div>
      ${!mayWrite() ? empty('Not with this key', 'Comparing needs the scope tool-eval:write.')
        : !a || !b ? empty('Choose two', 'Both have to be evaluated on the same version of a suite.')
        : a === b ? empty('Twice the same', 'Choose another one for one of the sides.')
        : this.verdict.render(found => this.content(found, metric))}`;
  }

  choice(label, name, value) {
    const tunes = this.tunes.data ?? [];
    const run = RUN.exec(value);
    const text = one => `${one.suite_name}: ${one.models.join(', ')}, ${time(one.created_at).slice(0, 16)}`;
    const other = run && tunes.find(one => one.job_id === run[1]);
    return field(`${label}`, id => html`<select id=${id} class="side-choice" @change=${event => setQuery({[name]: event.target.value})}>
      <option value="" ?selected=${!value}>Choose a tune</option>
      ${value && !tunes.some(one => one.job_id === value) ? html`<option value=${value} selected>${run ? `Combination ${run[2]} of ${other ? text(other) : run[1]}` : value}</option>` : nothing}
      ${tunes.map(one => html`<option value=${one.job_id} ?selected=${one.job_id === value}>Best of ${text(one)}</option>`)}</select>`, {id: `compare-${name}`});
  }

  content(found, metric) {
    const {verdict, n} = found;
    const says = verdict === 'a' ? 'A is better' : verdict === 'b' ? 'B is better' : 'No significant difference';
    return html`<div class="stack">
      <section class="card stack tight"><div class="row"><h2>${says}</h2>${badge(METRICS[metric].toLowerCase(), 'info')}</div>
        <p>${verdict === 'a' || verdict === 'b' ? 'The interval of the difference leaves zero out, and the test says that chance seldom does this.'
          : 'The difference may well be chance. More cases or more repeats would tell more.'}</p>
        <p class="quiet-text small-text">${count(n)} cases that both have answered${found.only_in_one ? `; ${count(found.only_in_one)} that only one has answered do not count` : ''}.</p></section>
      <div class="columns">${['a', 'b'].map(name => this.side(name, found[name]))}</div>
      ${this.figures(found)}${guard([found], () => forest(found))}
      ${this.cases(found)}
    </div>`;
  }

  side(name, {run_id: runId, model, params: values}) {
    const run = RUN.exec(runId);
    return html`<section class="card stack tight"><h3>${name.toUpperCase()}: ${model}</h3>${params(values)}
      ${run ? html`<a class="small-text" href=${href`/tunes/${run[1]}/combos/${run[2]}`}>Combination ${run[2]} case by case</a>` : nothing}</section>`;
  }

  figures(found) {
    const rows = Object.keys(METRICS).map(metric => ({metric, ...found[metric]}));
    return html`<data-table label="Differences" .rows=${rows} .columns=${[
      {key: 'metric', title: 'Metric', cell: one => METRICS[one.metric]},
      {key: 'a', title: 'A', number: true, cell: one => percent(one.a)},
      {key: 'b', title: 'B', number: true, cell: one => percent(one.b)},
      {key: 'difference', title: 'B less A', number: true, hint: 'In percentage points', cell: one => html`<b>${signed(one.difference)}</b>`},
      {key: 'interval', title: '95 % interval', cell: one => pointsInterval(one.interval) ?? '–'},
      {key: 'p_value', title: 'p', number: true, hint: 'How likely such a difference is by chance', cell: one => one.p_value < 0.001 ? '< 0.001' : number(one.p_value, 2)},
      {key: 'test', title: 'Test', cell: one => ({wilcoxon: 'Wilcoxon', mcnemar: 'McNemar'})[one.test] ?? one.test},
    ]}></data-table>`;
  }

  cases(found) {
    if (found.cases.length === 0) return html`<p class="quiet-text">They do not differ in any case.</p>`;
    const rows = sorted(found.cases.map(one => ({...one, difference: one.score_b - one.score_a})), this.order, one => this.order.key === 'difference' ? Math.abs(one.difference) : one[this.order.key]);
    const b = found.cases.filter(one => one.score_b > one.score_a).length;
    const a = found.cases.filter(one => one.score_b < one.score_a).length;
    return html`<section class="stack tight"><h2>Cases that differ</h2><p class="quiet-text small-text">A is better in ${count(a)}, B in ${count(b)}.${rows.length > SHOWN ? ` The first ${SHOWN} are shown.` : ''}</p>
      <data-table label="Cases that differ" .rows=${rows.slice(0, SHOWN)} .order=${this.order} @sort-by=${event => { this.order = event.detail; }} .columns=${[
        {key: 'case_id', title: 'Case', sort: 'ascending', cell: one => one.case_id},
        {key: 'score_a', title: 'Score of A', number: true, sort: 'descending', cell: one => percent(one.score_a)},
        {key: 'score_b', title: 'Score of B', number: true, sort: 'descending', cell: one => percent(one.score_b)},
        {key: 'difference', title: 'B less A', number: true, sort: 'descending', hint: 'Sorted by its size', cell: one => html`<span class=${one.difference < 0 ? 'bad-text' : one.difference > 0 ? 'good-text' : ''}>${signed(one.difference)}</span>`},
        {key: 'pass_rate_a', title: 'Passes of A', number: true, sort: 'descending', cell: one => percent(one.pass_rate_a, 0)},
        {key: 'pass_rate_b', title: 'Passes of B', number: true, sort: 'descending', cell: one => percent(one.pass_rate_b, 0)},
      ]}></data-table></section>`;
  }
}
customElements.define('compare-results-page', CompareResultsPage);

/** Both differences with their intervals, and zero between. */
function forest(found) {
  const rows = Object.keys(METRICS).map(metric => ({label: METRICS[metric], ...found[metric]})).filter(one => one.interval);
  if (rows.length === 0) return nothing;
  const reach = Math.max(...rows.flatMap(one => one.interval.map(Math.abs)), 0.01) * 110;
  return html`<plot-chart class="card" heading="Difference, B less A" name="comparison" .height=${9} summary=${rows.map(one => `${one.label} ${signed(one.difference)} points, ${pointsInterval(one.interval)}`).join('; ')}
    .option=${c => ({
      grid: {left: 8, right: 24, top: 8, bottom: 44, containLabel: true},
      xAxis: {type: 'value', min: -Math.ceil(reach), max: Math.ceil(reach), name: 'percentage points: left for A, right for B'},
      yAxis: {type: 'category', inverse: true, data: rows.map(one => one.label)},
      tooltip: {trigger: 'item', formatter: item => `${rows[item.dataIndex].label} ${signed(rows[item.dataIndex].difference)} points (${pointsInterval(rows[item.dataIndex].interval)})`},
      series: [
        {type: 'custom', data: rows.map((one, i) => [one.interval[0] * 100, i, one.interval[1] * 100]), renderItem: (_, axis) => {
          const [from, to] = [axis.coord([axis.value(0), axis.value(1)]), axis.coord([axis.value(2), axis.value(1)])];
          return {type: 'line', shape: {x1: from[0], y1: from[1], x2: to[0], y2: to[1]}, style: {stroke: c.series[0], lineWidth: 3}};
        }},
        {type: 'scatter', symbolSize: 12, itemStyle: {color: c.series[0]}, data: rows.map((one, i) => [one.difference * 100, i]),
          markLine: {symbol: 'none', silent: true, label: {show: false}, lineStyle: {color: c.strong, type: 'dashed'}, data: [{xAxis: 0}]}},
      ],
    })}></plot-chart>`;
}
