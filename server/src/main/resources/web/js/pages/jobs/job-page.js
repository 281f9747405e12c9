import {html, nothing} from 'lit';
import {Page, Resource} from '../../lib/page.js';
import {api, path} from '../../lib/api.js';
import {UNFINISHED} from '../../lib/jobs.js';
import {href} from '../../lib/router.js';
import {fileName, save} from '../../lib/download.js';
import {duration, number} from '../../lib/format.js';
import {attempt, empty} from '../../components/messages.js';
import {at, facts, json, meter, pageHead, params, state, tile} from '../../components/parts.js';
import '../../components/plot-chart.js';
import {sorted} from '../../components/data-table.js';
import {jobActions} from './job-actions.js';

/** One tuning job: how far it is, its best trial, and all of them. */
class JobPage extends Page {
  static properties = {order: {state: true}};

  job = new Resource(this, async signal => {
    const job = await api.get(path`/api/tuning/jobs/${this.route.params.id}`, {signal});
    this.setTitle(job.name);
    return job;
  }, {start: false, every: job => job && UNFINISHED.includes(job.status) ? 2 : 0});

  constructor() {
    super();
    this.order = {key: 'number', descending: false};
  }

  routeChanged(before) {
    if (before?.params.id !== this.route.params.id) this.job.restart();
  }

  render() {
    return this.job.render(job => {
      const trials = (job.trials ?? []).map((trial, i) => ({...trial, number: i}));
      const ended = trials.filter(trial => trial.status === 'COMPLETE').length;
      const failed = trials.filter(trial => trial.status === 'FAIL').length;
      return html`
        ${pageHead(job.name, {
          crumbs: html`<a href="#/jobs">Jobs</a>`,
          lead: html`${state(job.status)} <span class="mono">${job.id}</span>`,
          actions: html`
            ${jobActions(job, () => this.job.reload())}
            ${job.best_run_id ? html`<a class="button" href=${href`/tunes/${job.id}/combos/${job.best_run_id}`}>Winning run</a>` : nothing}
            <a class="button" href=${href`/tunes/${job.id}`}>As a tune</a>
            <a class="button" href=${href`/studies/${job.study_name}`}>Study</a>
            <button @click=${() => this.artifacts(job)}>Artifacts</button>`,
        })}
        <div class="stack">
          ${job.error ? html`<div class="notice ${job.status === 'failed' ? 'bad' : 'warn'}" role="alert">${job.error}</div>` : nothing}
          <div class="tiles">
            ${tile('Trials', `${ended} of ${job.num_samples}`, meter(ended / job.num_samples, 'Trials complete'))}
            ${tile(`Best ${job.metric_name}`, number(job.best_value), job.metric_mode === 'min' ? 'smaller is better' : 'greater is better')}
            ${tile('Failed', failed, `the job fails beyond ${job.max_failures}`)}
            ${tile('Time', duration(job.started_at ? (new Date(job.completed_at ?? Date.now()) - new Date(job.started_at)) / 1000 : null))}
          </div>
          ${job.best_params_json ? html`<section class="card"><h2>Best parameters</h2>${params(job.best_params_json)}</section>` : nothing}
          ${ended > 1 ? html`<section class="card"><plot-chart heading=${`${job.metric_name} by trial`} name=${`${job.name}-history`} height="16" .option=${c => history(trials, job, c)}
            .table=${() => ({columns: ['trial', job.metric_name], rows: trials.map(trial => [trial.number, trial.metric_value])})}></plot-chart></section>` : nothing}
          ${trials.length === 0 ? empty('No trial yet', waiting(job)) : html`
            <data-table label="Trials" .order=${this.order} .marked=${trial => trial.id === job.best_run_id || trial.run_id === job.best_run_id} @sort-by=${event => { this.order = event.detail; }}
              .rows=${sorted(trials, this.order, trial => this.order.key.startsWith('param:') ? trial.params_json[this.order.key.slice(6)] : trial[this.order.key])}
              .columns=${columns(job, trials)}></data-table>`}
          <details class="card"><summary>How it was made</summary>
            <div class="columns">
              ${facts([['Dataset', html`<a href=${href`/suites/${job.dataset_key}`}>${job.dataset_key}</a>`], ['Model', job.base_model_id], ['Metric', `${job.metric_name}, ${job.metric_mode}`],
                ['Sampler', job.sampler], ['Pruner', job.pruner], ['Seed', job.seed], ['Evaluated by', job.mode === 'local' ? 'the server’s own workers' : 'workers outside'],
                ['At once', job.max_concurrent_trials], ['Made', at(job.created_at)], ['Started', at(job.started_at)], ['Ended', at(job.completed_at)]])}
              <div><h3>Search space</h3>${json(job.search_space_json)}</div>
            </div>
          </details>
        </div>`;
    });
  }

  artifacts(job) {
    return attempt(async () => {
      const artifacts = await api.get(path`/api/tuning/jobs/${job.id}/artifacts`);
      save(`${fileName(job.name)}-artifacts.json`, JSON.stringify(artifacts, null, 2), 'application/json');
    });
  }
}
customElements.define('job-page', JobPage);

const waiting = job => ({
  created: 'Start the job to have it evaluated.',
  queued: 'It waits for its turn, or for a worker.',
}[job.status] ?? 'Nothing was evaluated.');

function columns(job, trials) {
  const names = [...new Set(trials.flatMap(trial => Object.keys(trial.params_json ?? {})))];
  return [
    {key: 'number', title: 'Trial', number: true, sort: true, cell: trial => html`<a href=${href`/studies/${job.study_name}/trials/${trial.number}`}>${trial.number}</a>`},
    {key: 'status', title: 'State', sort: true, cell: trial => state(trial.status)},
    {key: 'metric_value', title: job.metric_name, number: true, sort: 'descending', cell: trial => number(trial.metric_value)},
    ...names.map(name => ({key: `param:${name}`, title: name, sort: true, number: typeof trials[0].params_json?.[name] === 'number', cell: trial => {
      const value = trial.params_json?.[name];
      return value === undefined ? '–' : typeof value === 'number' ? number(value, 6) : String(value);
    }})),
    {key: 'completed_at', title: 'Took', number: true, cell: trial => duration(trial.completed_at && trial.created_at ? (new Date(trial.completed_at) - new Date(trial.created_at)) / 1000 : null)},
    {key: 'error', title: 'Error', wrap: true, cell: trial => trial.error ?? ''},
  ];
}

function history(trials, job, c) {
  const done = trials.filter(trial => typeof trial.metric_value === 'number');
  const better = job.metric_mode === 'min' ? (a, b) => a < b : (a, b) => a > b;
  const best = [];
  for (const trial of done) best.push([trial.number, best.length && !better(trial.metric_value, best[best.length - 1][1]) ? best[best.length - 1][1] : trial.metric_value]);
  return {
    tooltip: {trigger: 'item', formatter: point => `trial ${point.value[0]}: ${number(point.value[1])}`},
    legend: {data: ['Trial', 'Best so far']},
    xAxis: {type: 'value', name: 'Trial', minInterval: 1, max: Math.max(1, trials.length - 1)},
    yAxis: {type: 'value', scale: true},
    series: [
      {name: 'Trial', type: 'scatter', symbolSize: 7, itemStyle: {color: c.series[7]}, data: done.map(trial => [trial.number, trial.metric_value])},
      {name: 'Best so far', type: 'line', step: 'end', showSymbol: false, itemStyle: {color: c.series[0]}, lineStyle: {color: c.series[0], width: 2}, data: best},
    ],
  };
}
