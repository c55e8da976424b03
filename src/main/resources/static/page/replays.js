import { html, nothing } from './lit.js';
import { count, span, when } from './format.js';
import { bar, chip, trouble } from './parts.js';

const SHOWN = 5;
const OPEN = ['queued', 'running', 'waiting'];

export function isOpen(replay) {
  return OPEN.includes(replay.state);
}

/** The replays that go on, and the last ones. */
export function replayList({ replays }, actions) {
  if (replays.length === 0) {
    return html`<p class="quiet">None yet. <b>Replay…</b> on a source sends the events of a period of its past once more.</p>`;
  }
  const shown = [...replays.filter(isOpen), ...replays.filter((replay) => !isOpen(replay))].slice(0, SHOWN);
  return html`<ul class="rows">${shown.map((replay) => row(replay, actions))}</ul>`;
}

function row(replay, actions) {
  const left = replay.secondsLeft === null ? '' : `, ${span(replay.secondsLeft)} left`;
  const types = replay.types.length ? `${replay.types.join(', ')} of ` : '';
  return html`<li class="row" data-replay=${replay.id}>
    <div class="row-head">
      <b>${replay.source}</b>${chip(replay.state)}
      <span class="row-text">${types}${when(replay.from)} to ${when(replay.to)}, into ${replay.sinks.join(', ')}</span>
      ${isOpen(replay) ? html`<button type="button" data-act="cancel" @click=${() => actions.cancel(replay)}>Cancel</button>` : nothing}
    </div>
    ${isOpen(replay)
      ? bar(`Replay of ${replay.source}`, replay.percent, `${replay.percent} %, ${count(replay.events)} sent${left}`)
      : html`<p class="quiet">${count(replay.events)} sent</p>`}
    ${trouble(replay.lastError, 'It goes on by itself.', 'warn')}
  </li>`;
}
