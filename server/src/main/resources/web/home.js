// Lists the studies. The key stays in this page's memory, and is gone when the page is.
const element = id => document.getElementById(id);

async function list(key) {
  const answer = await fetch('/v1/tuner/studies?limit=1000', {headers: key ? {'X-API-Key': key} : {}});
  if (answer.status === 401 && !key) {
    element('credential').hidden = false;
    element('key').focus();
    return;
  }
  const body = await answer.json();
  if (!answer.ok) {
    element('studies').hidden = true;
    element('message').textContent = body.detail;
    return;
  }
  show(body, Number(answer.headers.get('X-Total-Count')));
}

function show(studies, total) {
  const rows = studies.map(study => {
    const row = document.createElement('tr');
    const cells = [study.study_name, study.status, [].concat(study.direction).join(', '), study.n_trials,
      study.best_value === undefined || study.best_value === null ? '' : [].concat(study.best_value).join(', '),
      study.datetime_start ? new Date(study.datetime_start).toLocaleString() : ''];
    for (const text of cells) {
      row.insertCell().textContent = text;
    }
    return row;
  });
  element('studies').tBodies[0].replaceChildren(...rows);
  element('studies').hidden = rows.length === 0;
  element('message').textContent = rows.length === 0 ? 'No studies yet.'
    : total > rows.length ? `The first ${rows.length} of ${total} studies.` : '';
}

function tryToList(key) {
  list(key).catch(() => { element('message').textContent = 'The server does not answer.'; });
}

element('credential').addEventListener('submit', event => {
  event.preventDefault();
  tryToList(element('key').value.trim());
});
tryToList('');
