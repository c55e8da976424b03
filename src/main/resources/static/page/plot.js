import uPlot from '../webjars/uplot/1.6.30/dist/uPlot.esm.js';
import { rate } from './format.js';

const HEIGHT = 72;
const HOUR = 3600;
const DARK = matchMedia('(prefers-color-scheme: dark)');

function colour(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** The last hour's rate as a small plot: `times` in seconds, `values` in events a second, and a `label`. */
class RatePlot extends HTMLElement {
  #plot;
  #data = [[], []];
  #resized = new ResizeObserver(() => this.#fit());
  #recoloured = () => this.#draw();

  set data([times, values]) {
    this.#data = [times, values];
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', this.#words());
    this.#plot?.setData(this.#data);
  }

  connectedCallback() {
    this.#draw();
    this.#resized.observe(this);
    DARK.addEventListener('change', this.#recoloured);
  }

  disconnectedCallback() {
    this.#resized.disconnect();
    DARK.removeEventListener('change', this.#recoloured);
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #words() {
    const [, values] = this.#data;
    return values.length === 0
      ? 'No rate is known yet'
      : `Events a second over the last hour: now ${rate(values.at(-1))}, at most ${rate(Math.max(...values))}`;
  }

  #fit() {
    if (this.clientWidth > 0) {
      this.#plot?.setSize({ width: this.clientWidth, height: HEIGHT });
    }
  }

  #draw() {
    this.#plot?.destroy();
    const line = colour(this, '--plot');
    const axis = { stroke: colour(this, '--muted'), grid: { show: false }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    this.#plot = new uPlot({
      width: Math.max(this.clientWidth, 100),
      height: HEIGHT,
      padding: [6, 18, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: true, range: (plot, from, to) => [(to ?? Date.now() / 1000) - HOUR, to ?? Date.now() / 1000] },
        y: { range: (plot, from, to) => [0, Math.max(1, to ?? 1) * 1.1] },
      },
      axes: [
        { ...axis, size: 18, gap: 2, space: 70, values: [[60, '{HH}:{mm}', null, null, null, null, null, null, 1]] },
        { ...axis, size: 44, gap: 4, space: 24, grid: { show: true, stroke: colour(this, '--line'), width: 1 }, values: (plot, ticks) => ticks.map(short) },
      ],
      series: [{}, { stroke: line, fill: `${line}26`, width: 1.5, points: { show: false } }],
    }, this.#data, this);
  }
}

function short(value) {
  return value >= 1000 ? `${value / 1000}k` : String(value);
}

customElements.define('rate-plot', RatePlot);
