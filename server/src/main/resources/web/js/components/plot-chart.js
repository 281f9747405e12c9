import {html, nothing} from 'lit';
import {Element} from '../lib/page.js';
import {onTheme, token} from '../lib/theme.js';
import {csv, fileName, save} from '../lib/download.js';

const SERIES = 8;
let library = null;

/** Begins to load the library of charts, for pages that will need it before they have data to draw. */
export function prepareCharts() {
  library ??= import('echarts');
  library.catch(() => { library = null; });
}

/** The colours of plots, as the theme has them now. */
export function colours() {
  return {
    series: Array.from({length: SERIES}, (_, i) => token(`series-${i + 1}`)),
    text: token('text'), quiet: token('quiet'), line: token('line'), strong: token('line-strong'), surface: token('surface'), raised: token('raised'),
    good: token('good'), bad: token('bad'), warn: token('warn'), accent: token('accent'),
  };
}

/**
 * One plot with its title and a menu to save it. `option(colours)` gives what ECharts is to draw, without colours of text and axes, which are set here;
 * `table()` the data behind it, {columns, rows}, for the CSV. Events of the chart (`click`, `brushEnd`, …) go to `handlers`: {name: function(event, chart)}.
 * `drawn(chart)` is called after each drawing. What is zoomed into stays so when it is drawn anew.
 */
class PlotChart extends Element {
  static properties = {
    heading: {},
    name: {},
    summary: {},
    height: {type: Number},
    option: {attribute: false},
    table: {attribute: false},
    handlers: {attribute: false},
    drawn: {attribute: false},
    ready: {state: true},
    failed: {state: true},
  };

  constructor() {
    super();
    this.heading = '';
    this.name = 'plot';
    this.summary = '';
    this.height = 22;
    this.handlers = {};
    this.drawn = null;
    this.ready = false;
    this.failed = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.forgetTheme = onTheme(() => this.draw());
    this.observer = new ResizeObserver(() => this.fit());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forgetTheme();
    this.observer.disconnect();
    this.chart?.dispose();
    this.chart = null;
  }

  render() {
    return html`
      <figure class="plot-frame">
        <figcaption class="plot-head">
          <h3>${this.heading}</h3>
          <span class="row">
            <details class="plot-menu">
              <summary class="button small quiet" aria-label=${`Save ${this.heading}`}>Save</summary>
              <div class="menu">
                <button class="small quiet" @click=${() => this.savePng()}>PNG</button>
                <button class="small quiet" @click=${() => this.saveSvg()}>SVG</button>
                ${this.table ? html`<button class="small quiet" @click=${() => this.saveCsv()}>CSV</button>` : nothing}
                <button class="small quiet" @click=${() => this.querySelector('.plot-frame').requestFullscreen?.()}>Full screen</button>
              </div>
            </details>
          </span>
        </figcaption>
        ${this.failed ? html`<p class="quiet-text">The plot could not be loaded. Reload the page to try again.</p>` : nothing}
        <div class="plot-canvas ${this.ready ? '' : 'waiting'}" role="img" aria-label=${[this.heading, this.summary].filter(Boolean).join(': ')} .style=${`--plot-height:${this.height}rem`}><div class="plot-drawing"></div></div>
      </figure>`;
  }

  updated(changed) {
    if (changed.has('option') || changed.has('height')) this.draw();
  }

  async draw() {
    if (!this.option) return;
    try {
      prepareCharts();
      const echarts = await library;
      const place = this.querySelector('.plot-canvas');
      if (!this.isConnected || !place) return;
      if (!this.chart) {
        this.chart = echarts.init(this.scaled(), null, {renderer: 'canvas', devicePixelRatio: this.scale * devicePixelRatio});
        this.observer.observe(place);
        for (const [event, handler] of Object.entries(this.handlers)) this.chart.on(event, e => handler(e, this.chart));
      }
      this.chart.setOption(zoomed(dressed(this.option(colours())), this.chart.getOption()?.dataZoom), {notMerge: true});
      this.drawn?.(this.chart);
      this.ready = true;
    } catch (error) {
      console.error(error);
      this.failed = true;
    }
  }

  /** Where to draw; ECharts measures in pixels of a page whose letters have 16, and where they are larger all of a plot is. */
  scaled() {
    const drawing = this.querySelector('.plot-drawing');
    this.scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
    drawing.style.setProperty('--plot-scale', this.scale);
    return drawing;
  }

  fit() {
    const before = this.scale;
    this.scaled();
    if (this.scale === before) {
      this.chart?.resize();
    } else { // its resolution cannot be changed
      this.chart?.dispose();
      this.chart = null;
      this.draw();
    }
  }

  closeMenu() { this.querySelector('.plot-menu').open = false; }

  savePng() {
    this.closeMenu();
    const url = this.chart.getDataURL({type: 'png', pixelRatio: 2, backgroundColor: token('surface')});
    save(`${fileName(this.name)}.png`, bytes(url), 'image/png');
  }

  async saveSvg() {
    this.closeMenu();
    const echarts = await library;
    const {clientWidth: width, clientHeight: height} = this.querySelector('.plot-drawing');
    const drawn = echarts.init(null, null, {renderer: 'svg', ssr: true, width, height});
    drawn.setOption({...dressed(this.option(colours())), animation: false, backgroundColor: token('surface')});
    save(`${fileName(this.name)}.svg`, drawn.renderToSVGString(), 'image/svg+xml');
    drawn.dispose();
  }

  saveCsv() {
    this.closeMenu();
    const {columns, rows} = this.table();
    save(`${fileName(this.name)}.csv`, csv(columns, rows), 'text/csv');
  }
}
customElements.define('plot-chart', PlotChart);

const bytes = url => Uint8Array.from(atob(url.split(',')[1]), character => character.charCodeAt(0));

/** With the part of each axis that was shown before. */
const zoomed = (option, before) => !option.dataZoom || !before ? option
    : {...option, dataZoom: option.dataZoom.map((zoom, i) => ({...zoom, start: before[i]?.start ?? zoom.start, end: before[i]?.end ?? zoom.end}))};

/** The same look for every plot. */
function dressed(option) {
  const c = colours();
  const axis = one => ({
    nameLocation: 'middle', nameGap: 28, nameTextStyle: {color: c.quiet},
    ...one,
    axisLine: {lineStyle: {color: c.strong}, ...one.axisLine},
    axisLabel: {color: c.quiet, hideOverlap: true, ...one.axisLabel},
    splitLine: {lineStyle: {color: c.line}, ...one.splitLine},
  });
  const axes = value => Array.isArray(value) ? value.map(axis) : value && axis(value);
  return {
    animation: false,
    color: c.series,
    textStyle: {fontFamily: getComputedStyle(document.body).fontFamily, color: c.text},
    grid: {left: 56, right: 20, top: 28, bottom: 48, ...(Array.isArray(option.grid) ? {} : option.grid)},
    ...option,
    ...(Array.isArray(option.grid) ? {grid: option.grid} : {}),
    ...(option.xAxis ? {xAxis: axes(option.xAxis), yAxis: axes(option.yAxis)} : {}),
    ...(option.legend ? {legend: {textStyle: {color: c.text}, type: 'scroll', top: 0, ...option.legend}} : {}),
    tooltip: {
      renderMode: 'richText', confine: true, backgroundColor: c.raised, borderColor: c.strong, textStyle: {color: c.text, fontSize: 12},
      ...option.tooltip,
    },
  };
}
