import {html} from 'lit';
import {Element} from '../../lib/page.js';
class ModelPlayground extends Element { render() { return html``; } }
customElements.define('model-playground', ModelPlayground);
