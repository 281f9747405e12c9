// What became of a model's calls in all its tunes, in figures.
import {html, nothing} from 'lit';
import {Element, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {href} from '../../lib/router.js';
import {count, money, percent, short} from '../../lib/format.js';
import {empty} from '../../components/messages.js';
import {tile} from '../../components/parts.js';
import {milliseconds, outcome} from '../tunes/words.js';
import '../../components/data-table.js';

const outcomes = figures => Object.entries(figures.outcomes).sort(([, a], [, b]) => b - a).map(([word, n]) => html`<span>${outcome(word)} ${count(n)}</span>`);

/** What a model did in all its tunes, by suite. */
class ModelStatistics extends Element {
  static properties = {name: {}};

  figures = new Resource(this, signal => api.get(path`/api/v1/models/${this.name}/statistics`, {signal}), {start: false});

  willUpdate(changed) {
    super.willUpdate(changed);
    if (changed.has('name')) this.figures.restart();
  }

  render() {
    return this.figures.render(({tunes, total, suites}) => tunes === 0
      ? empty('No tune yet', 'Here stands what the model did in its tunes: how often it was right, what went wrong, what it took.',
          html`<a class="button" href="#/new-tune">New tune</a>`)
      : html`
        <div class="stack">
          <div class="tiles">
            ${tile('Tunes', count(tunes))}
            ${tile('Calls', short(total.calls))}
            ${tile('Tokens', short(total.prompt_tokens + total.completion_tokens), html`${short(total.completion_tokens)} of them answers`)}
            ${total.cost === null ? nothing : tile('Cost', money(total.cost), 'at the prices of today')}
            ${tile('Latency', milliseconds(total.latency_ms?.p50), total.latency_ms ? html`95 % within ${milliseconds(total.latency_ms.p95)}` : nothing)}
          </div>
          <data-table label="Figures by suite" .rows=${suites} .columns=${this.columns()}></data-table>
          <section class="card stack tight">
            <h2>Outcomes</h2>
            ${suites.map(({suite_name: name, figures}) => html`<div><b>${name}</b><div class="row">${outcomes(figures)}</div></div>`)}
          </section>
          <p class="quiet-text small-text">Of all combinations and confirmations together, whatever the parameters were. The interval is Wilson's at 95 %, over the cases that were answered.</p>
        </div>`);
  }

  columns() {
    return [
      {key: 'suite', title: 'Suite', wrap: true, cell: one => html`<a href=${href`/suites/${one.suite_id}`}>${one.suite_name}</a>`},
      {key: 'tunes', title: 'Tunes', number: true, cell: one => count(one.tunes)},
      {key: 'trials', title: 'Combinations', number: true, cell: one => count(Object.values(one.figures.trials).reduce((sum, n) => sum + n, 0))},
      {key: 'calls', title: 'Calls', number: true, cell: one => count(one.figures.calls)},
      {key: 'pass_rate', title: 'Pass rate', number: true, cell: ({passing}) => passing.pass_rate === null ? '–'
        : html`${percent(passing.pass_rate)}<div class="quiet-text small-text">${percent(passing.pass_rate_interval[0])} to ${percent(passing.pass_rate_interval[1])}</div>`},
      {key: 'latency', title: 'Latency', number: true, hint: 'median, and what 95 % of the calls stayed within', cell: ({figures: {latency_ms: at}}) => at
        ? html`${milliseconds(at.p50)}<div class="quiet-text small-text">95 %: ${milliseconds(at.p95)}</div>` : '–'},
      {key: 'tokens', title: 'Tokens', number: true, cell: ({figures}) => count(figures.prompt_tokens + figures.completion_tokens)},
      {key: 'cost', title: 'Cost', number: true, cell: ({figures}) => money(figures.cost)},
    ];
  }
}
customElements.define('model-statistics', ModelStatistics);
