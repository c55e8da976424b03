import { html, render } from './lit.js';

const SHOWN_MS = 8_000;
let timer;

/** What went wrong is told in the dialog that asked for it, for the page behind it can't be reached. */
function placeOf(colour) {
  const dialog = colour === 'good' ? null : document.querySelector('dialog[open] .notice');
  return dialog ?? document.getElementById('notice');
}

/** Tells what came of something that somebody did. What went wrong stays until the next word. */
function tell(sentence, colour) {
  clearTimeout(timer);
  const place = placeOf(colour);
  const close = () => render(null, place);
  render(html`<p class=${colour}>${sentence}
    <button type="button" @click=${close} aria-label="Close this message">✕</button></p>`, place);
  if (colour === 'good') {
    timer = setTimeout(close, SHOWN_MS);
  }
}

/** Does it, and tells what came of it; true if it went well. */
export async function attempt(work) {
  try {
    tell(await work(), 'good');
    return true;
  } catch (refusal) {
    tell(refusal.message, 'bad');
    return false;
  }
}
