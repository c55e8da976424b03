import { html, nothing } from './lit.js';
import { needs } from './advice.js';
import { count, counted, rate, when } from './format.js';
import { sentence } from './parts.js';
import { mark } from './words.js';

const AT_ONCE = 6;
const STANDS_BY = 'Another one has the state store, reads and delivers. This one takes over when that one ends or is out of reach.';

function standsBy(state) {
  return state.status?.state === 'standby';
}

/** The sentence that one looks for at three in the morning, and what to do. */
export function verdict(state, actions) {
  if (state.failure) {
    return banner('bad', state.failure.sentence, cut(state));
  }
  if (!state.status) {
    return html`<p class="quiet">Asking the bridge …</p>`;
  }
  if (standsBy(state)) {
    return banner('info', 'This bridge stands by', STANDS_BY);
  }
  const found = needs(state);
  const bad = found.filter((need) => need.tone === 'bad').length;
  return html`${banner(bad ? 'bad' : found.length ? 'warn' : 'good', title(found, bad), summary(state))}
    ${listed(found.slice(0, AT_ONCE), actions)}
    ${found.length <= AT_ONCE ? nothing : html`<details class="more-needs"><summary>${found.length - AT_ONCE} more</summary>
      ${listed(found.slice(AT_ONCE), actions)}</details>`}`;
}

function listed(found, actions) {
  return found.length ? html`<ul class="needs">${found.map((need) => item(need, actions))}</ul>` : nothing;
}

function title(found, bad) {
  if (found.length === 0) {
    return 'All is well: events flow';
  }
  const some = counted(found.length, 'thing needs you', 'things need you');
  return bad ? `Events are held up: ${some}` : `Events flow, but ${some}`;
}

/** In words, for the title of the window. */
export function headline(state) {
  if (state.failure) {
    return '✕ No answer';
  }
  if (standsBy(state)) {
    return '… Standing by';
  }
  const found = state.status ? needs(state) : [];
  if (found.length === 0) {
    return '✓ All is well';
  }
  return `${found[0].tone === 'bad' ? '✕' : '!'} ${found.length} to look at`;
}

function banner(colour, words, more) {
  return html`<div class="verdict ${colour}">
    <span class="mark" aria-hidden="true">${mark(colour)}</span>
    <div><div role="status"><h2 class="verdict-words">${words}</h2></div><p>${more}</p></div>
  </div>`;
}

function cut(state) {
  const { since, status } = state.failure;
  if (status === 0) {
    return html`Since ${when(since)}. See whether its process runs and what its log says; what is shown below is older.`;
  }
  return status === 401 || status === 403
    ? html`What is shown below, if anything, is older.`
    : html`Since ${when(since)}. The log of the bridge says why.`;
}

function summary({ status, rates, letterCount }) {
  const read = status.sources.filter(({ state }) => state === 'up-to-date' || state === 'catching-up').length;
  const taken = status.sinks.filter(({ state }) => state !== 'retrying').length;
  const waiting = status.sinks.reduce((sum, sink) => sum + sink.pending, 0);
  return [
    `${read} of ${counted(status.sources.length, 'source')} read`,
    `${taken} of ${counted(status.sinks.length, 'sink')} working`,
    `${rate(now(rates.sources))}/s in, ${rate(now(rates.sinks))}/s out`,
    `${count(waiting)} waiting`,
    letterCount ? counted(letterCount, 'dead letter') : 'no dead letters',
  ].join(' · ');
}

function now(byName) {
  return Object.values(byName).reduce((sum, values) => sum + (values.at(-1) ?? 0), 0);
}

function item(need, actions) {
  return html`<li class="need ${need.tone}">
    <span class="mark" aria-hidden="true">${mark(need.tone)}</span>
    <div>
      <h3><a href=${need.href ?? `#${need.at}`}>${need.title}</a></h3>
      <p>${sentence(need.what)}</p>
      <p class="todo">${need.todo}</p>
    </div>
    ${need.wake ? html`<button type="button" @click=${() => actions.wake(need.wake)}>Wake ${need.wake}</button>` : nothing}
  </li>`;
}
