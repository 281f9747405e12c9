// Which parameter mattered, by a chosen method.
import {html} from 'lit';
import {api} from '../../lib/api.js';
import {setQuery} from '../../lib/router.js';
import {field} from '../../components/parts.js';
import {StudyTab} from './study-tab.js';
import {importancePlot} from './plots/importance.js';
import {chart} from './plots/parts.js';
import {metricName, studyUrl, whole} from './study-model.js';

export const METHODS = {
  fanova: 'Forest of regression trees, the variation split among parameters (fANOVA).',
  ped_anova: 'How the best trials differ from all, by parameter (PED-ANOVA). Fast.',
  mdi: 'How much splits by a parameter lower the variation in a forest (MDI).',
};

class ImportancePart extends StudyTab {
  importance = this.wanted((signal, method, objective) => api.get(`${studyUrl(this.name)}/importance`, {query: {method, target_idx: objective}, signal}), {slow: true});

  get method() { return this.route.query.method in METHODS ? this.route.query.method : 'fanova'; }
  get objective() { return whole(this.route.query.objective, 0); }

  ask() { if (this.study.trial_counts.COMPLETE >= 2) this.importance.want(this.method, this.objective); }

  render() {
    return html`
      <section class="card">
        <div class="toolbar">${field('Method', (id, described) => html`<select id=${id} aria-describedby=${described} @change=${event => setQuery({method: event.target.value === 'fanova' ? null : event.target.value})}>
          ${Object.keys(METHODS).map(one => html`<option value=${one} ?selected=${one === this.method}>${one}</option>`)}</select>`, {id: 'importance-method', hint: METHODS[this.method]})}</div>
        ${this.study.trial_counts.COMPLETE < 2 ? html`<p class="quiet-text">Importance can be told from two complete trials on.</p>` : this.importance.render(data => this.plot(data))}
      </section>`;
  }

  plot(data) {
    const plot = this.memo('importance', [data], () => importancePlot([{name: this.name, importances: data.importances}], metricName(this.study, this.objective)));
    return chart(plot, {name: `${this.name}-importance-${data.method}`, height: Math.max(10, 4 + plot.rows * 1.9)});
  }
}
customElements.define('importance-part', ImportancePart);
