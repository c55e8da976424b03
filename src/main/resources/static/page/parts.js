import { html, nothing } from './lit.js';
import { MEANING, mark, tone } from './words.js';

/** A state by colour, mark and word. */
export function chip(state, colour = tone(state)) {
  return html`<span class="chip ${colour}" title=${MEANING[state] ?? nothing}
    ><span class="mark" aria-hidden="true">${mark(colour)}</span>${state}</span>`;
}

/** A number with its name. */
export function figure(name, value, { unit = '', hint, colour = '' } = {}) {
  return html`<div class="figure ${colour}" title=${hint ?? nothing}>
    <dt>${name}</dt><dd>${value}${unit && html` <small>${unit}</small>`}</dd></div>`;
}

/** In an order that stays, so that one finds the same card in the same place. */
export function byName(named) {
  return [...named].sort((one, other) => one.name.localeCompare(other.name));
}

/** A sentence, with what stands between `backticks` as code. */
export function sentence(words) {
  return words?.split('`').map((part, at) => (at % 2 ? html`<code>${part}</code>` : part));
}

/** The last error, and what to do. */
export function trouble(error, todo, colour) {
  return error
    ? html`<div class="trouble ${colour}"><p>${sentence(error)}</p>${todo ? html`<p class="todo">${todo}</p>` : nothing}</div>`
    : nothing;
}

/** How far something is, for eyes and for readers of the screen. */
export function bar(label, percent, said) {
  return html`<div class="bar"><span class="bar-words"><span>${label}</span><span>${said}</span></span>
    <progress max="100" value=${percent} aria-label=${label}></progress></div>`;
}

/** What can be opened and copied: an event, or what is known of one. */
export function opened(label, value) {
  const text = JSON.stringify(value, null, 2);
  return html`<details class="opened"><summary aria-label="Show ${label}">Show</summary>
    <button type="button" aria-label="Copy ${label}" @click=${copy}>Copy</button>
    <pre tabindex="0" aria-label=${label}>${text}</pre></details>`;
}

/** Not every page may write to the clipboard: one by plain http from elsewhere has none. Then it is marked, to be copied by keys. */
async function copy(event) {
  const button = event.currentTarget;
  const pre = button.parentElement.querySelector('pre');
  getSelection().selectAllChildren(pre);
  try {
    await navigator.clipboard.writeText(pre.textContent);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Marked: copy by Ctrl+C';
  }
}
