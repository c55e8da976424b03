import { html, nothing, repeat } from './lit.js';
import { byName } from './parts.js';

/** From more than so many on, those that are well are told in a line each, where one asks for them. */
const FEW = 8;
const SHOWN = 24;

const asked = {};

/**
 * A card for each where they are few. Else a card for each that needs somebody or is looked for by its name.
 *
 * @param kind of what they are, in one word
 * @param well whether one can be passed over
 * @param card of one
 * @param line of one that is well, beside its name
 * @param redraw to be called when something else is looked for
 */
export function crowd(kind, named, { well, card, line, redraw }) {
  const all = byName(named);
  if (all.length <= FEW) {
    return html`<div class="cards">${all.map(card)}</div>`;
  }
  const look = (part, whole = false) => {
    asked[kind] = { part: part.trim().toLowerCase(), whole };
    redraw();
  };
  const { part, whole } = asked[kind] ?? { part: '' };
  const meant = (name) => (whole ? name === part : name.includes(part));
  const found = all.filter((one) => (part ? meant(one.name.toLowerCase()) : !well(one)));
  const others = part ? [] : all.filter(well);
  return html`
    <form class="filters" role="search" aria-label="Which ${kind}" @submit=${(event) => event.preventDefault()}>
      <label>Find a ${kind} <input type="search" autocomplete="off" spellcheck="false" placeholder="a part of its name"
        .value=${part} @input=${(event) => look(event.target.value)}></label>
      ${part ? html`<button type="button" @click=${() => look('')}>Show what needs you</button>` : nothing}
    </form>
    <div class="cards">${repeat(found.slice(0, SHOWN), ({ name }) => name, card)}</div>
    ${found.length > SHOWN ? html`<p class="quiet">${found.length - SHOWN} more; a longer part of a name finds them.</p>` : nothing}
    ${found.length === 0 && part ? html`<p class="quiet">No ${kind} has that in its name.</p>` : nothing}
    ${others.length === 0 ? nothing : html`<details class="well">
      <summary>${others.length} others are well</summary>
      <ul>${repeat(others, ({ name }) => name, (one) => html`<li>
        <button type="button" @click=${() => look(one.name, true)}>${one.name}</button> <span class="quiet">${line(one)}</span></li>`)}</ul>
    </details>`}`;
}
