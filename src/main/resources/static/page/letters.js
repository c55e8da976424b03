import { html, nothing, repeat } from './lit.js';
import { count, counted, when } from './format.js';
import { opened, sentence } from './parts.js';

/** How many dead letters are asked for. */
export const LISTED = 10;

/** The newest dead letters, and the buttons for all of them. */
export function letterList({ letters, letterCount }, actions) {
  if (letterCount === 0) {
    return html`<p class="quiet">None. Everything that was understood is delivered, or on its way.</p>`;
  }
  const more = letterCount - letters.length;
  return html`
    <div class="buttons">
      <button type="button" data-act="redrive-all" @click=${() => actions.redrive({ all: true }, letterCount)}>
        Send ${counted(letterCount, 'dead letter')} again…</button>
      <button type="button" data-act="give-up-all" @click=${() => actions.giveUp({ all: true }, letterCount)}>
        Give all up…</button>
    </div>
    <ul class="rows">${repeat(letters, key, (letter) => row(letter, actions))}</ul>
    ${more > 0 ? html`<p class="quiet">The newest of them. ${count(more)} more: <a href="api/dead-letters?limit=1000">api/dead-letters</a></p>` : nothing}`;
}

function key({ id, stage, source, sink, sinks }) {
  return [id, stage, source, sink, sinks].join(' ');
}

/** The same event may be a dead letter of several sinks. */
function only({ id, stage, source, sink }) {
  return { ids: [id], stage, ...(source && { source }), ...(sink && { sink }) };
}

function row(letter, actions) {
  const at = letter.sink ?? letter.source;
  const tries = letter.attempts > 0 ? `, offered ${counted(letter.attempts, 'time')}` : '';
  return html`<li class="row">
    <div class="row-head">
      <b class="subject">${letter.subject ?? letter.id}</b>
      <span class="chip warn">${letter.cause ?? letter.stage}</span>
      ${letter.stage === 'read' ? nothing : html`<button type="button"
        aria-label="Send ${letter.subject ?? letter.id} again"
        @click=${() => actions.redrive({ ids: [letter.id] }, 1)}>Send again…</button>`}
      <button type="button" data-act="give-up" aria-label="Give ${letter.subject ?? letter.id} up"
        @click=${() => actions.giveUp(only(letter), 1)}>Give up…</button>
    </div>
    <p>${sentence(letter.reason)}</p>
    <p class="quiet">${at}, ${when(letter.at)}${tries}${letter.stage === 'read' ? '. Mend what the reason says, and replay that time.' : ''}</p>
    ${opened(`what is known of ${letter.subject ?? letter.id}`, letter)}
  </li>`;
}
