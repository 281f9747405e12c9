// The samplers and pruners there are, with their options, as forms need them. What is left empty is left to the server.
const seed = {name: 'seed', kind: 'int', hint: 'The same seed, asks and tells give the same parameters.'};
const startup = {name: 'n_startup_trials', kind: 'int', low: 0, absent: 10, hint: 'Trials drawn at random first.'};
const warmup = {name: 'n_warmup_steps', kind: 'int', low: 0, absent: 0, hint: 'Steps of each trial that are not judged.'};
const interval = {name: 'interval_steps', kind: 'int', low: 1, absent: 1, hint: 'Steps between two judgements.'};
const judged = {name: 'n_startup_trials', kind: 'int', low: 0, absent: 5, hint: 'Trials that must be complete before any is pruned.'};
const least = {name: 'min_resource', kind: 'int', low: 1, absent: 1, hint: 'Steps every trial may take.'};
const reduction = {name: 'reduction_factor', kind: 'int', low: 2, absent: 3, hint: 'One in so many goes on at each rung.'};

export const SAMPLERS = {
  auto: {about: 'Chooses among the others by the search space and the trials so far.', options: [seed]},
  tpe: {about: 'Models good and bad trials apart. A good first choice, with conditional and categorical parameters too.', options: [seed, startup,
    {name: 'n_ei_candidates', kind: 'int', low: 1, absent: 24, hint: 'Candidates compared for each trial.'},
    {name: 'multivariate', kind: 'flag', hint: 'Models parameters together. On by default for one objective.'},
    {name: 'group', kind: 'flag', absent: false, hint: 'Models parameters that appear together in groups.'},
    {name: 'constant_liar', kind: 'flag', absent: true, hint: 'Keeps parallel workers away from what is being tried.'},
    {name: 'exact', kind: 'flag', absent: false, hint: 'Uses every trial, however many there are; slower.'}]},
  gp: {about: 'A Gaussian process: few, dear trials over few parameters.', options: [seed, {...startup, low: 1},
    {name: 'deterministic', kind: 'flag', absent: false, hint: 'The same parameters give the same value.'}]},
  cmaes: {about: 'Evolves a normal distribution: many trials over continuous parameters, one objective.', options: [seed,
    {name: 'sigma0', kind: 'float', low: 1e-6, high: 1, hint: 'First step, as a share of each range.'},
    {name: 'popsize', kind: 'int', low: 4, hint: 'Trials in a generation.'},
    {name: 'restarts', kind: 'int', low: 0, high: 20, hint: 'Fresh starts when it has settled.'}]},
  nsgaii: {about: 'Evolves a population: several objectives, many trials.', options: [seed,
    {name: 'population_size', kind: 'int', low: 4, high: 1000, absent: 50, hint: 'Trials in a generation.'},
    {name: 'crossover', kind: 'word', choices: ['sbx', 'uniform'], absent: 'sbx', hint: 'How two parents are mixed.'},
    {name: 'mutation_prob', kind: 'float', low: 0, high: 1, hint: 'Chance that a parameter mutates.'}]},
  qmc: {about: 'Spreads trials evenly, without learning from them.', options: [seed,
    {name: 'type', kind: 'word', choices: ['sobol', 'halton'], absent: 'sobol', hint: 'The sequence.'},
    {name: 'scramble', kind: 'flag', absent: true, hint: 'Shuffles the sequence by the seed.'}]},
  random: {about: 'Draws at random: a baseline to compare with.', options: [seed]},
  grid: {about: 'Tries every combination once. Each parameter needs a step or a list.', options: [seed]},
};

export const PRUNERS = {
  none: {about: 'Every trial runs to its end.', options: []},
  hyperband: {about: 'Stops the worse part of trials at growing numbers of steps, in several brackets.', options: [least,
    {name: 'max_resource', kind: 'int', low: 1, hint: 'Steps of a whole trial; learned from complete ones if empty.'}, reduction]},
  successive_halving: {about: 'Stops the worse part of trials at growing numbers of steps.', options: [least, reduction]},
  median: {about: 'Stops a trial that is worse than the median of others at the same step.', options: [judged, warmup, interval]},
  percentile: {about: 'Stops a trial that is not among the best percentage at the same step.', options: [
    {name: 'percentile', kind: 'float', low: 0, high: 100, absent: 25, hint: 'Percentage that goes on.'}, judged, warmup, interval]},
  threshold: {about: 'Stops a trial that leaves the bounds.', options: [
    {name: 'lower', kind: 'float', hint: 'Values below it are pruned.'}, {name: 'upper', kind: 'float', hint: 'Values above it are pruned.'}, warmup, interval]},
  patient: {about: 'Lets another pruner stop a trial only when it has not improved for a while.', options: [
    {name: 'wrapped', kind: 'word', choices: ['none', 'median', 'percentile', 'successive_halving', 'hyperband', 'wilcoxon'], absent: 'none', hint: 'The other pruner.'},
    {name: 'patience', kind: 'int', low: 0, absent: 1, hint: 'Steps without improvement.'},
    {name: 'min_delta', kind: 'float', low: 0, absent: 0, hint: 'What counts as an improvement.'}]},
  wilcoxon: {about: 'Compares paired steps with the best trial, as for folds or cases.', options: [
    {name: 'p_threshold', kind: 'float', low: 0, high: 1, absent: 0.1, hint: 'How sure it must be.'},
    {name: 'n_startup_steps', kind: 'int', low: 0, absent: 2, hint: 'Steps before it judges.'},
    {...judged, absent: 0}]},
};
