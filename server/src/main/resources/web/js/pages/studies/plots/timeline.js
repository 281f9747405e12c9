// When trials were worked on: a bar for each, on the line of its worker; and how many ran at a time.
import {duration, number, plural, time} from '../../../lib/format.js';

const TIMES = {day: '{yyyy}-{MM}-{dd}', hour: '{HH}:{mm}', minute: '{HH}:{mm}', second: '{HH}:{mm}:{ss}'};
const NOBODY = 'no worker named';

/** Lanes are workers; trials of one worker that overlap get lanes of their own. */
function lanes(spans, now) {
  const rows = [];
  const byWorker = new Map();
  for (const span of [...spans].sort((a, b) => new Date(a.start) - new Date(b.start))) {
    const worker = span.worker ?? NOBODY;
    const [start, end] = [new Date(span.start).getTime(), span.end ? new Date(span.end).getTime() : now];
    if (!byWorker.has(worker)) byWorker.set(worker, []);
    const mine = byWorker.get(worker);
    let lane = mine.findIndex(busyUntil => busyUntil <= start);
    if (lane < 0) lane = mine.push(0) - 1;
    mine[lane] = Math.max(end, start + 1);
    rows.push({...span, worker, lane, from: start, to: end});
  }
  const names = [...byWorker.keys()].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  let y = 0;
  const first = new Map(names.map(name => [name, (y += byWorker.get(name).length) - byWorker.get(name).length]));
  return {rows: rows.map(row => ({...row, y: first.get(row.worker) + row.lane})), height: y, labels: names.flatMap(name => byWorker.get(name).map((_, i) => i === 0 ? name : ''))};
}

export function timelinePlot(data) {
  const {rows, height, labels} = lanes(data.spans, Date.now());
  return {
    heading: 'Trials by worker',
    summary: `${plural(data.shown, 'trial')} on ${plural(labels.filter(Boolean).length, 'worker')}`,
    lanes: height,
    option: c => {
      const colour = {COMPLETE: c.series[0], PRUNED: c.warn, FAIL: c.bad, RUNNING: c.info};
      return {
        grid: {left: 120, right: 20, top: 30, bottom: 62},
        legend: {data: ['COMPLETE', 'RUNNING', 'PRUNED', 'FAIL'].filter(state => rows.some(row => row.state === state))},
        xAxis: {type: 'time', position: 'bottom', axisLine: {onZero: false}, axisLabel: {formatter: TIMES}},
        yAxis: {type: 'value', min: 0, max: Math.max(1, height), interval: 1, inverse: true, splitLine: {show: false},
          axisTick: {show: false}, axisLabel: {show: false}},
        dataZoom: [{type: 'slider', xAxisIndex: 0, height: 16, bottom: 8, showDataShadow: false, brushSelect: false, filterMode: 'weakFilter', borderColor: c.line, fillerColor: 'transparent',
          handleStyle: {color: c.strong}, moveHandleSize: 4, textStyle: {color: c.quiet}, labelFormatter: value => time(value).slice(5)}],
        tooltip: {trigger: 'item', formatter: ({data: point}) => `Trial ${point.span.number} ${point.span.state}\n${point.span.worker}\n${time(point.span.start)}, ${duration((point.span.to - point.span.from) / 1000)}`},
        series: [
          ...['COMPLETE', 'RUNNING', 'PRUNED', 'FAIL'].map(state => ({
            name: state, type: 'custom', itemStyle: {color: colour[state]}, encode: {x: [0, 1], y: 2},
            data: rows.filter(row => row.state === state).map(row => ({value: [row.from, row.to, row.y], span: row})),
            renderItem: (params, api) => bar(params, api),
          })),
          {type: 'custom', silent: true, data: labels.map((name, i) => [i, name]).filter(([, name]) => name), encode: {x: -1, y: -1}, tooltip: {show: false},
            renderItem: (params, api) => laneName(params, api, c.quiet, labels)},
        ],
      };
    },
    table: () => ({columns: ['trial', 'state', 'worker', 'start', 'end'], rows: data.spans.map(span => [span.number, span.state, span.worker, span.start, span.end])}),
  };
}

function bar(params, api) {
  const [left, top] = api.coord([api.value(0), api.value(2)]);
  const [right, bottom] = api.coord([api.value(1), api.value(2) + 1]);
  const {x, width: room} = params.coordSys;
  const from = Math.max(x, left);
  const width = Math.min(x + room, Math.max(right, left + 2)) - from;
  if (width <= 0) return null;
  const gap = Math.min(3, (bottom - top) * 0.15);
  return {type: 'rect', shape: {x: from, y: top + gap, width: Math.max(1, width - 0.5), height: Math.max(1, bottom - top - 2 * gap)}, style: {fill: api.visual('color')}};
}

function laneName(params, api, fill, labels) {
  const {x, y, height} = params.coordSys;
  const lane = api.value(0);
  const each = height / Math.max(1, labels.length);
  const text = labels[lane];
  if (each < 5 && lane % Math.ceil(12 / each) !== 0) return null;
  return {type: 'text', style: {x: x - 8, y: y + (lane + 0.5) * each, text: text.length > 16 ? `${text.slice(0, 15)}…` : text, fill, textAlign: 'right', textVerticalAlign: 'middle', fontSize: Math.min(12, Math.max(9, each))}};
}

/** The whole study: how many trials ran, and how many ended, over time. */
export function loadPlot(data) {
  const middle = bucket => (new Date(bucket.from).getTime() + new Date(bucket.to).getTime()) / 2;
  const minutes = data.buckets.length ? (new Date(data.buckets[0].to) - new Date(data.buckets[0].from)) / 60_000 : 1;
  return {
    heading: 'Trials at a time, over the whole study',
    summary: `at most ${number(Math.max(0, ...data.buckets.map(bucket => bucket.running)), 3)} at a time`,
    option: c => ({
      grid: {left: 56, right: 56, top: 32, bottom: 32},
      legend: {},
      xAxis: {type: 'time', axisLabel: {formatter: TIMES}},
      yAxis: [{type: 'value', name: 'Running', nameGap: 36, min: 0}, {type: 'value', name: 'Finished per minute', nameGap: 36, min: 0, splitLine: {show: false}}],
      tooltip: {trigger: 'axis', formatter: points => [time(points[0].value[0]), ...points.map(point => `${point.seriesName} ${number(point.value[1], 3)}`)].join('\n')},
      series: [
        {name: 'Running', type: 'line', step: 'middle', symbol: 'none', areaStyle: {opacity: 0.15}, itemStyle: {color: c.series[0]}, data: data.buckets.map(bucket => [middle(bucket), bucket.running])},
        {name: 'Finished per minute', type: 'line', yAxisIndex: 1, symbol: 'none', itemStyle: {color: c.series[1]}, data: data.buckets.map(bucket => [middle(bucket), bucket.finished / (minutes || 1)])},
      ],
    }),
    table: () => ({columns: ['from', 'to', 'running', 'finished'], rows: data.buckets.map(bucket => [bucket.from, bucket.to, bucket.running, bucket.finished])}),
  };
}
