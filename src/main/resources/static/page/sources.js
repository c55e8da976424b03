import { html, nothing } from './lit.js';
import { almostTooLate, sourceAdvice } from './advice.js';
import { crowd } from './crowd.js';
import { count, counted, rate, span, when } from './format.js';
import { bar, chip, figure, trouble } from './parts.js';
import { tone } from './words.js';

const BEHIND_SECONDS = 60;

/** The sources, each with a card unless there are many. */
export function sourceCards({ status, rates }, actions) {
  return crowd('source', status.sources, {
    well: (source) => !source.lastError && !almostTooLate(source) && ['good', 'info'].includes(tone(source.state)),
    card: (source) => card(source, rates, actions),
    line: (source) => `${source.type}, ${source.state}, ${counted(source.events, 'event')}`,
    redraw: actions.redraw,
  });
}

function card(source, rates, actions) {
  const colour = tone(source.state);
  return html`<article class="card ${colour}" id="source-card-${source.name}" aria-labelledby="source-${source.name}">
    <header>
      <h3 id="source-${source.name}">${source.name}</h3><span class="kind">${source.type}</span>${chip(source.state)}
    </header>
    ${trouble(source.lastError, sourceAdvice(source), colour === 'bad' ? 'bad' : 'warn')}
    <dl class="figures">
      ${lag(source)} ${speed(source, rates)} ${late(source)}
    </dl>
    <rate-plot .data=${[rates.times, rates.sources[source.name] ?? []]}></rate-plot>
    ${backlog(source.backlog)}
    <details>
      <summary>More of ${source.name}</summary>
      <dl class="facts">
        <dt>Read up to</dt><dd>${source.cursor ? when(source.cursor) : 'nothing yet'}</dd>
        <dt>Announced</dt><dd>${count(source.events)}</dd>
        <dt>Read again</dt><dd>${count(source.repeats)}</dd>
        <dt>Dead letters</dt><dd>${count(source.deadLettered)}</dd>
        <dt>Routed nowhere</dt><dd>${count(source.routedNowhere)}</dd>
        ${source.partitions ? partitions(source) : ''}
        <dt>${source.partitions ? 'The topic' : 'The server'}</dt><dd>${source.capabilities ?? 'was not reached yet'}</dd>
      </dl>
    </details>
    <div class="buttons">
      <button type="button" data-act="wake" @click=${() => actions.wake(source.name)}
        title="Has the server asked at once for what is new">Wake</button>
      <button type="button" data-act="replay" @click=${() => actions.replay(source.name)}
        title="Sends the events of a period of the past once more">Replay…</button>
    </div>
  </article>`;
}

function partitions(source) {
  const behind = source.partitions.reduce((sum, one) => sum + (one.lag ?? 0), 0);
  const numbers = source.partitions.map((one) => one.partition).join(', ');
  return html`<dt>Partitions</dt><dd>${numbers || 'none: others of its group have them all'}</dd>
    <dt>Not delivered</dt><dd>${count(behind)} of these partitions</dd>
    <dt>Not ours</dt><dd>${count(source.foreign)}</dd>`;
}

function lag(source) {
  const hint = "How far what was read is behind the server's clock";
  if (source.lagSeconds === null) {
    return figure('Lag', '–', { hint });
  }
  return figure('Lag', span(source.lagSeconds), { hint, colour: source.lagSeconds > BEHIND_SECONDS ? 'warn' : '' });
}

function speed(source, rates) {
  const values = rates.sources[source.name] ?? [];
  return figure('Rate', values.length ? rate(values.at(-1)) : '–', { unit: '/s', hint: 'Events a second in the last seconds' });
}

function late(source) {
  const hint = `Changes that surfaced behind what had been read; after ${span(source.latenessSeconds)} they would be missed`;
  return figure('Came late', count(source.late), {
    unit: source.late ? `≤ ${span(source.latestBySeconds)}` : '',
    hint,
    colour: almostTooLate(source) ? 'warn' : '',
  });
}

function backlog(past) {
  if (!past) {
    return nothing;
  }
  const left = past.secondsLeft === null ? '' : `, ${span(past.secondsLeft)} left`;
  return html`${bar('Backlog', past.percent, `${past.percent} %, ${counted(past.eventsPerSecond, 'change')}/s${left}`)}
    <p class="quiet">read from the past up to ${when(past.position)}, ends at ${when(past.until)}</p>`;
}
