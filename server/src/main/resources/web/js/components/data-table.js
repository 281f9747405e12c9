import {html, nothing} from 'lit';
import {Element} from '../lib/page.js';
import {count} from '../lib/format.js';

/**
 * A table of rows. `columns`: [{key, title, number?, sort?, wrap?, hint?, cell?(row)}]; a column with `sort` can be sorted by, and then the event
 * `sort-by` tells {key, descending}: whoever owns the rows sorts them. `order` is the sorting in force, {key, descending}. `rowKey(row)` keeps rows apart, `marked(row)` emphasises one.
 */
class DataTable extends Element {
  static properties = {
    columns: {attribute: false},
    rows: {attribute: false},
    order: {attribute: false},
    label: {},
    rowKey: {attribute: false},
    marked: {attribute: false},
  };

  constructor() {
    super();
    this.columns = [];
    this.rows = [];
    this.order = null;
    this.label = 'Table';
    this.marked = () => false;
  }

  render() {
    return html`
      <div class="table-frame" role="region" aria-label=${this.label} tabindex="0">
        <table>
          <thead><tr>${this.columns.map(column => this.head(column))}</tr></thead>
          <tbody>${this.rows.map(row => html`
            <tr class=${this.marked(row) ? 'marked' : ''}>${this.columns.map(column => html`
              <td class="${column.number ? 'number' : ''} ${column.wrap ? 'wrap' : ''}">${column.cell ? column.cell(row) : row[column.key] ?? '–'}</td>`)}</tr>`)}</tbody>
        </table>
      </div>`;
  }

  head(column) {
    const sorted = this.order?.key === column.key ? (this.order.descending ? 'descending' : 'ascending') : 'none';
    return html`
      <th scope="col" class=${column.number ? 'number' : ''} title=${column.hint ?? nothing} aria-sort=${column.sort ? sorted : nothing}>
        ${column.sort
          ? html`<button class="sort" @click=${() => this.sortBy(column)}>${column.title}<span class="arrow" aria-hidden="true">${{ascending: '↑', descending: '↓', none: ''}[sorted]}</span></button>`
          : column.title}
      </th>`;
  }

  sortBy(column) {
    const descending = this.order?.key === column.key ? !this.order.descending : column.sort === 'descending';
    this.dispatchEvent(new CustomEvent('sort-by', {detail: {key: column.key, descending}}));
  }
}
customElements.define('data-table', DataTable);

/** Rows sorted by a column in the page, nothing last; for lists that are here as a whole. */
export function sorted(rows, {key, descending}, value = row => row[key]) {
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    const [noX, noY] = [x === null || x === undefined, y === null || y === undefined];
    if (noX || noY) return noX - noY;
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'en', {numeric: true});
    return descending ? -order : order;
  });
}

/** Buttons to the pages before and after. `move(offset)` goes there. */
export function pager({offset, limit, total, shown}, move) {
  const last = offset + shown;
  return html`
    <nav class="pager" aria-label="Pages">
      <span>${shown === 0 ? 'Nothing here' : html`${count(offset + 1)}–${count(last)}${total === null ? nothing : html` of ${count(total)}`}`}</span>
      <span class="row">
        <button class="small" ?disabled=${offset === 0} @click=${() => move(0)}>First</button>
        <button class="small" ?disabled=${offset === 0} @click=${() => move(Math.max(0, offset - limit))}>Previous</button>
        <button class="small" ?disabled=${total === null ? shown < limit : last >= total} @click=${() => move(offset + limit)}>Next</button>
      </span>
    </nav>`;
}
