// The states of tunes and tuning jobs, which are jobs alike.
export const UNFINISHED = ['created', 'queued', 'running'];
export const ENDED = ['completed', 'failed', 'canceled'];
export const STATUSES = [...UNFINISHED, ...ENDED];
