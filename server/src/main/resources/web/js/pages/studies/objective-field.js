// Which objective the plots show.
import {html} from 'lit';
import {field} from '../../components/parts.js';
import {setQuery} from '../../lib/router.js';
import {directions, metricName} from './study-model.js';

export const objectiveField = (study, objective) => field('Objective', id => html`
  <select id=${id} @change=${event => setQuery({objective: event.target.value === '0' ? null : event.target.value})}>
    ${directions(study).map((direction, k) => html`<option value=${k} ?selected=${k === objective}>${metricName(study, k)} (${direction})</option>`)}
  </select>`, {id: 'objective'});
