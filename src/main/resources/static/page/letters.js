import { html, nothing } from './lit.js';
import { count, counted, when } from './format.js';
import { sentence } from './parts.js';

/** How many dead letters are asked for. */
export const LISTED = 10;

/** The newest dead letters, and the button that sends all of them again. */
export function letterList({ letters, letterCount }, actions) {
  if (letterCount === 0) {
    return html`<p class="quiet">None. Everything that was understood is delivered, or on its way.</p>`;
  }
  const more = letterCount - letters.length;
  return html`
    <div class="buttons">
      <button type="button" data-act="redrive-all" @click=${() => actions.redrive({ all: true }, letterCount)}>
        Send ${counted(letterCount, 'dead letter')} again…</button>
    </div>
    <ul class="rows">${letters.map((letter) => row(letter, actions))}</ul>
    ${more > 0 ? html`<p class="quiet">The newest of them. ${count(more)} more: <a href="api/dead-letters?limit=1000">api/dead-letters</a></p>` : nothing}`;
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
    </div>
    <p>${sentence(letter.reason)}</p>
    <p class="quiet">${at}, ${when(letter.at)}${tries}${letter.stage === 'read' ? '. Mend what the reason says, and replay that time.' : ''}</p>
  </li>`;
}
