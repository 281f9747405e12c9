// An objective over two parameters: an estimate in bands of colour, with the trials; and where each trial stands among all.
import {number} from '../../../lib/format.js';
import {axisOption, inWords, jitter, plain, position} from './axes.js';
import {LARGE, sampledWords, scale, valueColours} from './parts.js';

const BANDS = 12;
const CELLS = 96;

export function contourPlot(data, metric) {
  const {x, y, grid} = data;
  const [atX, atY] = [position(x), position(y)];
  const points = data.points.map(([a, b, value, n, feasible]) => [atX(a) + jitter(x, n), atY(b) + jitter(y, n), value, n, feasible, a, b]);
  const cells = grid ? cellsOf(grid, x, y) : [];
  const values = cells.map(cell => cell[4]);
  return {
    heading: `${metric} over ${x.name} and ${y.name}`,
    summary: sampledWords(data),
    grid: Boolean(grid),
    option: c => {
      const colours = valueColours(grid ? values : points.map(point => point[2]), data.direction);
      return {
        ...frame(x, y),
        visualMap: [{...colours, type: 'piecewise', splitNumber: BANDS, pieces: undefined, itemHeight: 12, itemGap: 1, showLabel: true, dimension: grid ? 4 : 2, seriesIndex: 0, textStyle: {color: c.quiet, fontSize: 11},
          pieces: bands(colours), text: undefined, formatter: undefined}],
        tooltip: {trigger: 'item', formatter: event => event.seriesType === 'scatter' ? words(event.value, x, y, metric) : `Estimate ${number(event.value[4], 4)}`},
        series: [
          ...(grid ? [{type: 'custom', data: cells, encode: {x: [0, 1], y: [2, 3]}, renderItem: cell, progressive: 0, animation: false, tooltip: {show: true}, clip: true}] : []),
          {type: 'scatter', data: points, symbolSize: data.shown > LARGE ? 3 : 5, z: 4,
            itemStyle: grid ? {color: c.surface, borderColor: '#1a1a1a', borderWidth: 0.8, opacity: 0.85} : {borderColor: c.strong, borderWidth: 0.5}},
        ],
      };
    },
    table: () => tableOf(data, metric, ([a, b, value, n, feasible]) => [n, plain(x, a), plain(y, b), value, feasible]),
  };
}

export function rankPlot(data, metric) {
  const {x, y} = data;
  const [atX, atY] = [position(x), position(y)];
  return {
    heading: `Rank of ${metric} over ${x.name} and ${y.name}`,
    summary: sampledWords(data),
    option: c => ({
      ...frame(x, y),
      visualMap: {type: 'continuous', dimension: 2, min: 0, max: 1, calculable: true, orient: 'vertical', right: 0, top: 'middle', itemWidth: 12, itemHeight: 120, text: ['worst', 'best'],
        textStyle: {color: c.quiet, fontSize: 11}, formatter: value => `${Math.round(value * 100)} %`, inRange: {color: scale().reverse()}},
      tooltip: {trigger: 'item', formatter: ({value: [, , rank, n, feasible, a, b, value]}) => `${words([0, 0, value, n, feasible, a, b], x, y, metric)}\nbetter than ${Math.round((1 - rank) * 100)} %`},
      series: [{type: 'scatter', symbolSize: data.shown > LARGE ? 5 : 8, itemStyle: {borderColor: c.strong, borderWidth: 0.4},
        data: data.points.map(([a, b, rank, value, n, feasible]) => [atX(a) + jitter(x, n), atY(b) + jitter(y, n), rank, n, feasible, a, b, value])}],
    }),
    table: () => ({columns: ['trial', x.name, y.name, 'rank', metric, 'feasible'], rows: data.points.map(([a, b, rank, value, n, feasible]) => [n, plain(x, a), plain(y, b), rank, value, feasible])}),
  };
}

const frame = (x, y) => ({
  grid: {left: 84, right: 92, top: 12, bottom: 44},
  xAxis: axisOption(x),
  yAxis: axisOption(y, {nameGap: 64, axisLabel: {width: 58, overflow: 'truncate'}}),
});

const words = ([, , value, n, feasible, a, b], x, y, metric) =>
    `Trial ${n}\n${x.name} ${inWords(x, a)}\n${y.name} ${inWords(y, b)}\n${metric} ${number(value, 6)}${feasible ? '' : '\nconstraints violated'}`;

const tableOf = (data, metric, row) => ({columns: ['trial', data.x.name, data.y.name, metric, 'feasible'], rows: data.points.map(row)});

/** Bands of equal height over the range of colours; the last ones are open. */
function bands({min, max}) {
  const step = (max - min) / BANDS;
  return Array.from({length: BANDS}, (_, i) => ({
    ...(i > 0 ? {gte: min + i * step} : {}), ...(i < BANDS - 1 ? {lt: min + (i + 1) * step} : {}),
    label: i % 2 === 0 ? `from ${number(min + i * step, 3)}` : ' ',
  }));
}

/** The estimate in cells of even size, between its points in a straight line: [left, right, bottom, top, value] in positions. */
function cellsOf(grid, x, y) {
  const [xs, ys] = [spread(grid.x.map(position(x)), x), spread(grid.y.map(position(y)), y)];
  const cells = [];
  for (const row of ys) {
    for (const column of xs) {
      const value = between(grid.values, column, row);
      if (value !== null) cells.push([column.from, column.to, row.from, row.to, value]);
    }
  }
  return cells;
}

/** Where cells begin and end, and between which points of the grid their middle is. */
function spread(at, axis) {
  if (axis.type === 'categorical' || at.length === 1) return at.map((one, i) => ({from: one - 0.5, to: one + 0.5, i, j: i, share: 0}));
  const [low, high] = [at[0], at.at(-1)];
  const size = (high - low) / CELLS;
  return Array.from({length: CELLS}, (_, k) => {
    const middle = low + (k + 0.5) * size;
    let i = at.findLastIndex(one => one <= middle);
    i = Math.min(Math.max(i, 0), at.length - 2);
    return {from: low + k * size, to: low + (k + 1) * size, i, j: i + 1, share: (middle - at[i]) / (at[i + 1] - at[i] || 1)};
  });
}

function between(values, column, row) {
  const corners = [[row.i, column.i, (1 - row.share) * (1 - column.share)], [row.i, column.j, (1 - row.share) * column.share],
    [row.j, column.i, row.share * (1 - column.share)], [row.j, column.j, row.share * column.share]];
  let sum = 0;
  for (const [i, j, weight] of corners) {
    const value = values[i][j];
    if (value === null) {
      if (weight > 0.25) return null;
      continue;
    }
    sum += value * weight;
  }
  const known = corners.reduce((all, [i, j, weight]) => values[i][j] === null ? all : all + weight, 0);
  return known > 0 ? sum / known : null;
}

function cell(params, api) {
  const [left, top] = api.coord([api.value(0), api.value(3)]);
  const [right, bottom] = api.coord([api.value(1), api.value(2)]);
  const [x, y] = [Math.floor(left), Math.floor(top)]; // whole pixels, lest seams show
  return {type: 'rect', shape: {x, y, width: Math.ceil(right) - x, height: Math.ceil(bottom) - y}, style: {fill: api.visual('color')}};
}
