// Light or dark: the reader's choice, else the system's. Listeners redraw what CSS does not reach (canvases).
const KEY = 'asktell-theme';
const listeners = new Set();
const system = matchMedia('(prefers-color-scheme: dark)');

export const theme = () => document.documentElement.dataset.theme;
export const chosenTheme = () => localStorage.getItem(KEY) ?? 'system';

/** `light`, `dark` or `system`. */
export function chooseTheme(choice) {
  if (choice === 'system') localStorage.removeItem(KEY); else localStorage.setItem(KEY, choice);
  apply();
}

export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The value of a custom property of tokens.css, for canvases. */
export const token = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function apply() {
  const choice = chosenTheme();
  document.documentElement.dataset.theme = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
  listeners.forEach(listener => listener());
}
system.addEventListener('change', apply);
