import { html, nothing } from './lit.js';
import { sinkAdvice } from './advice.js';
import { crowd } from './crowd.js';
import { count, counted, rate, span } from './format.js';
import { bar, chip, figure, trouble } from './parts.js';
import { tone } from './words.js';

const OLD_SECONDS = 60;
const ALMOST_FULL = 0.8;
const WORTH_A_BAR = 0.05;

/** The sinks, each with a card unless there are many. */
export function sinkCards({ status, rates }, actions) {
  return crowd('sink', status.sinks, {
    well: (sink) => !sink.lastError && sink.deadLettered === 0 && sink.pending < ALMOST_FULL * sink.outboxLimit
      && ['good', 'info'].includes(tone(sink.state)),
    card: (sink) => card(sink, rates, actions),
    line: (sink) => `${sink.state}, ${counted(sink.pending, 'event waits', 'events wait')}`,
    redraw: actions.redraw,
  });
}

function card(sink, rates, actions) {
  const colour = tone(sink.state);
  const values = rates.sinks[sink.name] ?? [];
  const old = sink.oldestSeconds > OLD_SECONDS;
  return html`<article class="card ${colour}" id="sink-card-${sink.name}" aria-labelledby="sink-${sink.name}">
    <header><h3 id="sink-${sink.name}">${sink.name}</h3>${chip(sink.state)}</header>
    ${trouble(sink.lastError, sinkAdvice(sink), colour === 'bad' ? 'bad' : 'warn')}
    <dl class="figures">
      ${figure('Waiting', count(sink.pending), { hint: 'Events in its outbox', colour: old ? 'warn' : '' })}
      ${figure('Oldest', sink.oldestSeconds === null ? '–' : span(sink.oldestSeconds), {
        hint: 'How long the first of them has waited, at least; since the start of the bridge at most',
        colour: old ? 'warn' : '',
      })}
      ${sink.heldUp > 0 ? figure('Held up', count(sink.heldUp), { hint: 'Resources of which an event waits that it failed on', colour: 'warn' }) : nothing}
      ${figure('Rate', values.length ? rate(values.at(-1)) : '–', { unit: '/s', hint: 'Events that it took a second, in the last seconds' })}
      ${sink.deadLettered === 0 ? nothing : figure('Dead letters', count(sink.deadLettered), { hint: 'Events that could not be delivered', colour: 'warn' })}
    </dl>
    <rate-plot .data=${[rates.times, values]}></rate-plot>
    ${fill(sink)}
    <p class="quiet">${count(sink.delivered)} delivered${sink.deadLettered === 0 ? ', no dead letters' : ''}${sink.filtered > 0 ? `, ${count(sink.filtered)} kept out by its filter` : ''}</p>
    ${sink.deadLettered === 0 ? nothing : html`<div class="buttons">
      <button type="button" data-act="redrive" @click=${() => actions.redrive({ sink: sink.name }, sink.deadLettered)}>
        Send its dead letters again…</button>
      <button type="button" data-act="give-up" @click=${() => actions.giveUp({ sink: sink.name }, sink.deadLettered)}>
        Give them up…</button>
    </div>`}
  </article>`;
}

function fill(sink) {
  const share = sink.pending / sink.outboxLimit;
  return share < WORTH_A_BAR
    ? nothing
    : bar('Outbox', 100 * share, `${Math.floor(100 * share)} % of ${count(sink.outboxLimit)}`);
}
