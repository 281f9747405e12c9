// Every address of the UI, with the page it shows.
import {addRoute} from './lib/router.js';
import {askEarly} from './pages/studies/early.js';

const page = (section, pattern, title, folder, tag, early = () => {}) =>
    addRoute(pattern, {section, title, tag, early, load: () => import(`./pages/${folder}/${tag}.js`)});

page('home', '/', 'Overview', 'home', 'home-page');

page('studies', '/studies', 'Studies', 'studies', 'studies-page');
page('studies', '/new-study', 'New study', 'studies', 'new-study-page');
page('studies', '/compare-studies', 'Compare studies', 'studies', 'compare-studies-page');
page('studies', '/studies/:name/trials/:number', 'Trial', 'studies', 'trial-page');
page('studies', '/studies/:name/:tab?', 'Study', 'studies', 'study-page', askEarly);

page('tunes', '/tunes', 'Tunes', 'tunes', 'tunes-page');
page('tunes', '/new-tune', 'New tune', 'tunes', 'new-tune-page');
page('tunes', '/compare-results', 'Compare results', 'tunes', 'compare-results-page');
page('tunes', '/tunes/:id/combos/:combo', 'Combination', 'tunes', 'combo-page');
page('tunes', '/tunes/:id/:tab?', 'Tune', 'tunes', 'tune-page');

page('suites', '/suites', 'Suites', 'suites', 'suites-page');
page('suites', '/import-suite', 'Import a suite', 'suites', 'import-suite-page');
page('suites', '/suites/:id/cases/:case', 'Case', 'suites', 'case-page');
page('suites', '/suites/:id/new-case', 'New case', 'suites', 'case-page');
page('suites', '/suites/:id', 'Suite', 'suites', 'suite-page');

page('models', '/models', 'Models', 'models', 'models-page');
page('models', '/compare-parameters', 'Compare parameters', 'models', 'compare-parameters-page');
page('models', '/models/:name/:tab?', 'Model', 'models', 'model-page');

page('jobs', '/jobs', 'Jobs', 'jobs', 'jobs-page');
page('jobs', '/new-job', 'New job', 'jobs', 'new-job-page');
page('jobs', '/jobs/:id', 'Job', 'jobs', 'job-page');

page('providers', '/providers', 'Providers', 'settings', 'providers-page');
page('keys', '/keys', 'Keys', 'settings', 'keys-page');
