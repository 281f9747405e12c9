// What files that are dropped here mean: a suite, or the parts of one.

/**
 * What one file is, by its content: {kind, ...}. Kinds: `asktell` (a suite), `bfcl-questions`, `bfcl-answers`, `bfcl-functions` (JSON lines), `mcp` (a list of
 * tools), or `unknown` with the reason.
 */
export function kindOf(name, text) {
  const whole = parsed(text);
  if (whole !== undefined) {
    if (whole.cases || (whole.name && whole.tools && !whole.result)) return {kind: 'asktell', value: whole};
    const tools = whole.result?.tools ?? whole.tools ?? (Array.isArray(whole) ? whole : null);
    if (Array.isArray(tools) && tools.every(tool => tool?.name && (tool.inputSchema || tool.input_schema))) return {kind: 'mcp', value: whole};
  }
  const first = parsed(text.trim().split('\n', 1)[0]);
  if (first?.question) return {kind: 'bfcl-questions', lines: lines(text)};
  if (first?.ground_truth) return {kind: 'bfcl-answers', lines: lines(text)};
  if (first?.name && first?.parameters) return {kind: 'bfcl-functions', lines: lines(text)};
  if (whole === undefined && first === undefined) return {kind: 'unknown', reason: 'It is neither JSON nor JSON lines.'};
  return {kind: 'unknown', reason: 'It is JSON, but no suite, no BFCL file and no list of MCP tools.'};
}

const lines = text => text.split('\n').filter(line => line.trim()).length;

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The request that imports these files, `{format, body}`, or `{problem}` that says what is missing. */
export function requestOf(files, name) {
  const of = kind => files.filter(file => file.kind === kind);
  const strange = of('unknown');
  if (strange.length) return {problem: `${strange[0].name} cannot be read. ${strange[0].reason}`};
  const suites = of('asktell');
  const mcp = of('mcp');
  const questions = of('bfcl-questions');
  if (suites.length + mcp.length + (questions.length > 0 ? 1 : 0) > 1) return {problem: 'These files make more than one suite. Import them one after the other.'};
  if (suites.length) return {format: 'asktell', body: name ? {...suites[0].value, name} : suites[0].value};
  if (mcp.length) return {format: 'mcp', body: {name, tools: mcp[0].value}};
  if (!questions.length) return {problem: files.length ? 'There are answers or functions, but no questions: add the file with the questions.' : 'Choose a file first.'};
  const joined = kind => of(kind).map(file => file.text.trim()).join('\n') || undefined;
  return {format: 'bfcl', body: {name, questions: joined('bfcl-questions'), answers: joined('bfcl-answers'), functions: joined('bfcl-functions')}};
}

export const KIND_NAMES = {
  asktell: 'Suite', mcp: 'MCP tools', 'bfcl-questions': 'BFCL questions', 'bfcl-answers': 'BFCL answers', 'bfcl-functions': 'BFCL functions', unknown: 'Not understood',
};
