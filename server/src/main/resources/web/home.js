// Lists the studies with its reader's own key, which lives as long as the browser's tab.
const PAGE = 1000;
const KEY = 'asktell-key';
const element = id => document.getElementById(id);

async function list() {
  const key = sessionStorage.getItem(KEY);
  let answer;
  let body;
  try {
    answer = await fetch(`/v1/tuner/studies?limit=${PAGE}`, {headers: key ? {'X-API-Key': key} : {}, cache: 'no-store'});
    body = await answer.json();
  } catch {
    say('The server does not answer as it should. Reload the page to try again.', true);
    return;
  }
  if (answer.ok) {
    show(body, Number(answer.headers.get('X-Total-Count')));
  } else if (answer.status === 401 || answer.status === 403) {
    ask(key ? body.detail : '');
  } else {
    say(body.detail, true);
  }
}

function say(text, error = false) {
  element('message').textContent = text;
  element('message').classList.toggle('error', error);
}

function ask(whyAgain) {
  sessionStorage.removeItem(KEY);
  element('studies').hidden = true;
  element('signed-in').hidden = true;
  element('credential').hidden = false;
  element('key').value = '';
  element('key').focus();
  say(whyAgain, true);
}

function show(studies, total) {
  element('credential').hidden = true;
  element('signed-in').hidden = !sessionStorage.getItem(KEY);
  element('studies').hidden = studies.length === 0;
  element('studies').querySelector('tbody').replaceChildren(...studies.map(row));
  if (studies.length === 0) {
    say('There are no studies yet. The HTTP API says how to make one.');
  } else {
    say(total > studies.length ? `The first ${studies.length} of ${total} studies.` : '');
  }
}

function row(study) {
  const row = document.createElement('tr');
  const name = document.createElement('th');
  name.scope = 'row';
  name.textContent = study.study_name;
  row.append(name);
  cell(row, study.status);
  cell(row, study.n_trials.toLocaleString(), 'number');
  const best = study.best_value ?? null;
  cell(row, best === null ? '' : [].concat(best).map(number).join(', '), 'number').title = best === null ? '' : String(best);
  cell(row, [].concat(study.direction).join(', '));
  cell(row, study.datetime_start ? new Date(study.datetime_start).toLocaleString() : '');
  return row;
}

function cell(row, text, style = '') {
  const cell = row.insertCell();
  cell.textContent = text;
  cell.className = style;
  return cell;
}

// Infinite values come as words.
function number(value) {
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : value;
}

element('credential').addEventListener('submit', event => {
  event.preventDefault();
  sessionStorage.setItem(KEY, element('key').value.trim());
  say('Loading …');
  list();
});
element('forget').addEventListener('click', () => {
  element('studies').querySelector('tbody').replaceChildren();
  ask('');
});
list();
