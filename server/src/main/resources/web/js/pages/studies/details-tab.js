import {html, nothing} from 'lit';
import {can} from '../../lib/session.js';
import {duration, number, paramValue} from '../../lib/format.js';
import {at, facts, json} from '../../components/parts.js';
import '../../components/data-table.js';
import {StudyTab} from './study-tab.js';
import {changeStrategy} from './strategy-dialog.js';
import {directions, metricName} from './study-model.js';
import {PRUNERS, SAMPLERS} from './strategies.js';

/** How the study is set up. */
class DetailsTab extends StudyTab {
  render() {
    const {study} = this;
    return html`
      <div class="stack">
        <section class="stack tight"><h2>Search space</h2>${this.space(study)}</section>
        <div class="columns">
          ${this.strategy('Sampler', study.sampler, study.sampler_options, SAMPLERS)}
          ${this.strategy('Pruner', study.pruner, study.pruner_options, PRUNERS)}
          <section class="card"><h2>Rules</h2>${facts([
            ...directions(study).map((direction, k) => [metricName(study, k), direction]),
            ['Most trials', study.max_trials ?? 'no limit'],
            ['Lease', study.lease_seconds === null ? 'none: trials are never taken back' : duration(study.lease_seconds)],
            ['Attempts per trial', study.max_attempts], ['First trial', at(study.datetime_start)], ['Study id', study.study_id]])}</section>
          <section class="card"><h2>Attributes</h2>${Object.keys(study.user_attrs).length
              ? facts(Object.entries(study.user_attrs).map(([name, value]) => [name, html`<span class="mono">${typeof value === 'string' ? value : JSON.stringify(value)}</span>`]))
              : html`<p class="quiet-text">None.</p>`}</section>
        </div>
        <details><summary>As JSON</summary>${json(study)}</details>
      </div>`;
  }

  strategy(title, name, options, catalogue) {
    return html`
      <section class="card">
        <div class="card-head"><h2>${title}</h2>${can('tuner:write') ? html`<button class="small" @click=${() => changeStrategy(this.study, () => this.dispatchEvent(new CustomEvent('changed', {bubbles: true})))}>Change</button>` : nothing}</div>
        <p><strong>${name}</strong> <span class="quiet-text">${catalogue[name]?.about ?? ''}</span></p>
        ${Object.keys(options).length ? facts(Object.entries(options).map(([key, value]) => [key, html`<span class="mono">${JSON.stringify(value)}</span>`])) : nothing}
      </section>`;
  }

  space(study) {
    return html`<data-table label="Search space" .rows=${study.search_space} .columns=${[
      {key: 'name', title: 'Parameter', cell: one => html`<strong>${one.name}</strong>`},
      {key: 'type', title: 'Type'},
      {key: 'values', title: 'Values', wrap: true, cell: one => one.choices ? one.choices.map(paramValue).join(', ')
        : `${number(one.low, 6)} to ${number(one.high, 6)}`},
      {key: 'step', title: 'Step', number: true, cell: one => one.choices ? '–' : number(one.step)},
      {key: 'log', title: 'Scale', cell: one => one.choices ? (one.ordered ? 'ordered' : '–') : one.log ? 'log' : one.reverse_log ? 'reverse log' : 'linear'},
      {key: 'when', title: 'Only when', cell: one => one.when ? html`${one.when.param} is ${one.when.in.map(paramValue).join(' or ')}` : '–'},
    ]}></data-table>`;
  }
}
customElements.define('details-tab', DetailsTab);
