import { html, nothing } from './lit.js';

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

export const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function count(number) {
  return WHOLE.format(number);
}

/** "1 event", "2 events". */
export function counted(number, one, more = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : more}`;
}

/** Events a second, exact where there are few. */
export function rate(perSecond) {
  return perSecond > 0 && perSecond < 10 ? TENTHS.format(perSecond) : WHOLE.format(perSecond);
}

/** A time in the two largest units that say something. */
export function span(seconds) {
  if (seconds < 10) {
    return `${TENTHS.format(Math.max(0, seconds))} s`;
  }
  const units = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]];
  const first = units.findIndex(([, size]) => seconds >= size);
  const [name, size] = units[first];
  const whole = `${count(Math.floor(seconds / size))} ${name}`;
  const next = units[first + 1];
  const rest = next && Math.floor((seconds % size) / next[1]);
  return rest ? `${whole} ${rest} ${next[0]}` : whole;
}

export function utc(instant) {
  return `${new Date(instant).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

/** Viewer's zone; UTC on hover. The day is said where it is not today. */
export function when(instant) {
  if (!instant) {
    return nothing;
  }
  const date = new Date(instant);
  const today = DAY.format(date) === DAY.format(new Date());
  const text = today ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
  return html`<time datetime=${date.toISOString()} title=${utc(date)}>${text}</time>`;
}
