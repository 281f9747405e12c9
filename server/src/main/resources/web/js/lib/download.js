// Files made in the page, and files the server makes for somebody who is signed in.
import {send} from './api.js';

export function save(name, content, type = 'application/octet-stream') {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
  const link = Object.assign(document.createElement('a'), {href: url, download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export async function saveFrom(url, name, options = {}) {
  const answer = await send('GET', url, {headers: {Accept: '*/*'}, ...options});
  save(name, await answer.blob());
}

/** Rows as CSV; text that a spreadsheet would run as a formula is quoted. */
export function csv(columns, rows) {
  const cell = value => {
    if (value === null || value === undefined) return '';
    let text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    if (typeof value === 'string' && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return [columns, ...rows].map(row => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

export const fileName = text => text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 80) || 'asktell';
