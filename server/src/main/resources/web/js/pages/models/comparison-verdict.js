import {html, nothing} from 'lit';
import {Element} from '../../lib/page.js';
import {href, setQuery} from '../../lib/router.js';
import {count, number, percent, plural} from '../../lib/format.js';
import {badge, params, tile} from '../../components/parts.js';
import {pager, sorted} from '../../components/data-table.js';
import '../../components/plot-chart.js';

const METRICS = {score: 'Score', pass_rate: 'Pass rate'};
const TESTS = {wilcoxon: 'Wilcoxon\'s signed ranks', mcnemar: 'McNemar\'s exact test'};
const PAGE = 50;
const points = share => `${number(share * 100, 3)} points`;
const chance = p => p < 0.001 ? 'p < 0.001' : `p = ${number(p, 2)}`;

/** What a comparison found. `result` is the server's answer, `suite` and `job` lead to its cases and combinations. */
class ComparisonVerdict extends Element {
  static properties = {result: {attribute: false}, suite: {}, job: {}, query: {attribute: false}, keep: {attribute: false}};

  render() {
    const {result} = this;
    const wins = {a: 0, b: 0};
    for (const one of result.cases) if (winner(one) !== 'tie') wins[winner(one)]++;
    return html`
      <div class="stack">
        <section class="card stack" aria-label="Verdict">
          <div class="verdict">${this.words()}</div>
          <div class="columns">${['a', 'b'].map(side => this.side(side))}</div>
        </section>
        <div class="tiles">
          ${tile('Cases both answered', count(result.n), result.only_in_one ? `${plural(result.only_in_one, 'case')} answered by one only` : 'all of them')}
          ${tile('Better with A', count(wins.a))}
          ${tile('Better with B', count(wins.b))}
          ${tile('The same', count(result.n - wins.a - wins.b))}
        </div>
        <section class="card">
          <plot-chart heading="Difference, B less A" name="comparison" .height=${11} summary=${this.summary()} .option=${this.plot} .table=${() => this.table()}></plot-chart>
        </section>
        <section class="card flush">
          <data-table label="Figures" .rows=${Object.entries(METRICS).map(([key, title]) => ({key, title, ...result[key]}))} .columns=${[
            {key: 'title', title: 'Measure', cell: one => html`${one.title} ${one.key === result.metric ? badge('decides', 'info') : nothing}`},
            {key: 'a', title: 'A', number: true, cell: one => percent(one.a)},
            {key: 'b', title: 'B', number: true, cell: one => percent(one.b)},
            {key: 'difference', title: 'Difference', number: true, cell: one => signed(one.difference)},
            {key: 'interval', title: '95 % interval', number: true, cell: one => one.interval ? `${signed(one.interval[0])} to ${signed(one.interval[1])}` : '–'},
            {key: 'p_value', title: 'p', number: true, hint: 'How often chance alone would make a difference as great', cell: one => number(one.p_value, 2)},
            {key: 'test', title: 'Test', cell: one => TESTS[one.test] ?? one.test},
          ]}></data-table>
        </section>
        ${this.cases()}
      </div>`;
  }

  words() {
    const {verdict, metric, n} = this.result;
    const {difference, interval, p_value: p} = this.result[metric];
    const what = METRICS[metric].toLowerCase();
    const between = interval ? `, with a 95 % interval of ${points(interval[0])} to ${points(interval[1])}, ${chance(p)}` : '';
    if (verdict === 'a' || verdict === 'b') {
      return html`${badge(`${verdict.toUpperCase()} is better`, 'good')} Its ${what} is ${points(Math.abs(difference))} higher over ${plural(n, 'case')}. <span class="quiet-text small-text">B less A is ${points(difference)}${between}.</span>`;
    }
    return html`${badge('No significant difference')} In ${what}, B less A is ${points(difference)} over ${plural(n, 'case')}${between}. <span class="quiet-text small-text">That may be chance; more cases would tell more.</span>`;
  }

  side(side) {
    const of = this.result[side];
    const best = this.result.verdict === side;
    return html`
      <div class="stack tight">
        <h2>${side.toUpperCase()}: <a href=${href`/models/${of.model}`}>${of.model}</a> ${best ? badge('better', 'good') : nothing}</h2>
        ${Object.keys(of.params).length ? params(of.params) : html`<span class="quiet-text">the model's own defaults</span>`}
        <div class="row">${this.job ? html`<a class="button small" href=${href`/tunes/${this.job}/combos/${this.combo(side)}`}>Case by case</a>` : nothing}
          ${this.keep ? html`<button class="small" @click=${() => this.keep(of)}>Save as profile</button>` : nothing}</div>
      </div>`;
  }

  combo(side) { return side === 'a' ? '0-0' : this.result.a.model === this.result.b.model ? '0-1' : '1-0'; }

  plot = colours => {
    const rows = Object.keys(METRICS).filter(key => this.result[key].interval).reverse();
    return {
      grid: {left: 84, right: 24, top: 8, bottom: 42},
      xAxis: {type: 'value', name: 'points', axisLabel: {formatter: value => number(value)}, scale: false},
      yAxis: {type: 'category', data: rows.map(key => METRICS[key]), axisTick: {show: false}},
      tooltip: {trigger: 'item', formatter: item => `${METRICS[rows[item.value[1]]]}: ${points(this.result[rows[item.value[1]]].difference)}`},
      series: [
        ...rows.map((key, i) => ({
          type: 'line', symbol: 'rect', symbolSize: [2, 14], silent: true, lineStyle: {width: 3, color: colours.accent}, itemStyle: {color: colours.accent},
          data: this.result[key].interval.map(value => [value * 100, i]),
          markLine: i > 0 ? undefined : {silent: true, symbol: 'none', lineStyle: {color: colours.strong, type: 'dashed'}, label: {show: false}, data: [{xAxis: 0}]},
        })),
        {type: 'scatter', symbolSize: 12, itemStyle: {color: colours.accent, borderColor: colours.surface, borderWidth: 2}, data: rows.map((key, i) => [this.result[key].difference * 100, i]), z: 5},
      ],
    };
  };

  table() {
    return {columns: ['measure', 'a', 'b', 'difference', 'low', 'high', 'p_value'],
      rows: Object.keys(METRICS).map(key => { const m = this.result[key]; return [key, m.a, m.b, m.difference, m.interval?.[0], m.interval?.[1], m.p_value]; })};
  }

  summary() {
    return Object.entries(METRICS).map(([key, title]) => { const {difference, interval} = this.result[key]; return `${title} ${points(difference)}${interval ? `, interval ${points(interval[0])} to ${points(interval[1])}` : ''}`; }).join('; ');
  }

  cases() {
    const query = this.query ?? {};
    const only = query.only ?? '';
    const order = {key: query.sort?.replace(/^-/, '') || 'difference', descending: query.sort?.startsWith('-') ?? false};
    const rows = sorted(this.result.cases.map(one => ({...one, difference: one.score_b - one.score_a, winner: winner(one)})).filter(one => !only || one.winner === only), order);
    const offset = Math.min(Number(query.offset) || 0, Math.max(0, rows.length - 1));
    if (this.result.cases.length === 0) return html`<p class="quiet-text">Every case has the same score on both sides.</p>`;
    return html`
      <section class="stack tight">
        <div class="row spread"><h2>Cases that differ</h2>
          <label class="row small-text">Show <select @change=${event => setQuery({only: event.target.value, offset: ''})}>
            ${[['', 'all'], ['b', 'better with B'], ['a', 'better with A'], ['tie', 'the same score']].map(([value, text]) => html`<option value=${value} .selected=${value === only}>${text}</option>`)}</select></label></div>
        <data-table label="Cases that differ" .rows=${rows.slice(offset, offset + PAGE)} .order=${order} @sort-by=${event => setQuery({sort: `${event.detail.descending ? '-' : ''}${event.detail.key}`, offset: ''})} .columns=${[
          {key: 'case_id', title: 'Case', sort: 'ascending', cell: one => this.suite ? html`<a href=${href`/suites/${this.suite}/cases/${one.case_id}`}>${one.case_id}</a>` : one.case_id},
          {key: 'winner', title: 'Better with', sort: 'ascending', cell: one => ({a: badge('A', 'warn'), b: badge('B', 'info'), tie: '–'})[one.winner]},
          {key: 'score_a', title: 'Score A', number: true, sort: 'descending', cell: one => percent(one.score_a)},
          {key: 'score_b', title: 'Score B', number: true, sort: 'descending', cell: one => percent(one.score_b)},
          {key: 'difference', title: 'Difference', number: true, sort: 'descending', cell: one => signed(one.difference)},
          {key: 'pass_rate_a', title: 'Passes A', number: true, sort: 'descending', cell: one => percent(one.pass_rate_a, 0)},
          {key: 'pass_rate_b', title: 'Passes B', number: true, sort: 'descending', cell: one => percent(one.pass_rate_b, 0)},
        ]}></data-table>
        ${rows.length > PAGE || offset ? pager({offset, limit: PAGE, total: rows.length, shown: Math.min(PAGE, rows.length - offset)}, to => setQuery({offset: to || ''})) : nothing}
      </section>`;
  }
}
customElements.define('comparison-verdict', ComparisonVerdict);

const winner = ({score_a: a, score_b: b}) => Math.abs(a - b) < 1e-9 ? 'tie' : b > a ? 'b' : 'a';

const signed = share => `${share > 0 ? '+' : ''}${percent(share)}`;
