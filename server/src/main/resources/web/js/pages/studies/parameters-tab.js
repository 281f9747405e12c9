import {html, nothing} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import {href} from '../../lib/router.js';
import {empty} from '../../components/messages.js';
import {StudyTab} from './study-tab.js';
import {objectiveField} from './objective-field.js';
import {several, whole} from './study-model.js';
import './importance-part.js';
import './slice-plot.js';
import './parallel-part.js';
import './pair-part.js';

const VIEWS = [['slices', 'Importance and slices'], ['parallel', 'Parallel coordinates'], ['pair', 'Contour and rank']];

/** What parameters did to the objective. */
class ParametersTab extends StudyTab {
  get view() { return VIEWS.some(([id]) => id === this.route.query.view) ? this.route.query.view : 'slices'; }
  get objective() { return whole(this.route.query.objective, 0); }

  render() {
    const {study, route, stamp} = this;
    if (study.trial_counts.COMPLETE === 0) return empty('No complete trial yet', 'Plots of parameters appear with the first complete trial.');
    return html`
      <div class="toolbar">
        <nav class="view-links" aria-label="Plots of parameters">${VIEWS.map(([id, label]) => html`
          <a class="button to-bottom" href=${this.viewAddress(id)} aria-current=${id === this.view}>${label}</a>`)}</nav>
        ${several(study) ? objectiveField(study, this.objective) : nothing}
      </div>
      ${this.view === 'parallel' ? html`<parallel-part .study=${study} .route=${route} .stamp=${stamp}></parallel-part>`
        : this.view === 'pair' ? html`<pair-part .study=${study} .route=${route} .stamp=${stamp}></pair-part>`
        : html`
          <div class="stack">
            <importance-part .study=${study} .route=${route} .stamp=${stamp}></importance-part>
            <div class="slices">${repeat(study.search_space, one => one.name, one => html`
              <slice-plot .study=${study} .route=${route} .stamp=${stamp} .param=${one.name} .objective=${this.objective}></slice-plot>`)}</div>
          </div>`}`;
  }

  viewAddress(id) {
    const query = new URLSearchParams({...(id === 'slices' ? {} : {view: id}), ...(this.objective ? {objective: this.objective} : {})}).toString();
    return `${href`/studies/${this.name}/parameters`}${query ? `?${query}` : ''}`;
  }
}
customElements.define('parameters-tab', ParametersTab);
