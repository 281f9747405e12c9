// The defaults of a model among the combinations of its tune: a tune that learns begins with them.

/** The defaults a model has for the parameters that are searched, as far as they are known; a number goes to the nearest one in the space. */
export function defaultsOf(config, space) {
  const defaults = {};
  for (const [name, values] of Object.entries(byName(space))) {
    const given = find(config?.generation_schema, name)?.default;
    if (given === undefined || given === null) continue;
    if (values.type === 'categorical') {
      if (values.choices.some(choice => choice === given)) defaults[name] = given;
    } else if (typeof given === 'number') defaults[name] = nearest(values, given);
  }
  return defaults;
}

/** What a schema says of a parameter, which may go by the provider's name. */
export const find = (schema = {}, name) => schema[name] ?? Object.values(schema).find(one => one.wire_name === name);

function nearest({low, high, step, type}, value) {
  const near = Math.max(low, Math.min(high, value));
  const by = step ?? (type === 'int' ? 1 : 0);
  return by ? low + Math.round((near - low) / by) * by : near;
}

/** A search space is kept as an object by name, or as a list. */
export const byName = space => Array.isArray(space) ? Object.fromEntries(space.map(({name, ...values}) => [name, values])) : space ?? {};

export const paramNames = space => Object.keys(byName(space));

/** The first complete combination that is the defaults; undefined without one. */
export function baselineOf(combos, model, defaults) {
  const known = Object.entries(defaults);
  if (known.length === 0) return undefined;
  return combos.find(one => one.model === model && one.status === 'COMPLETE'
      && known.every(([name, value]) => typeof value === 'number' ? Math.abs(one.params[name] - value) < 1e-9 : one.params[name] === value));
}
