import { address } from './api.js';

const AGAIN_MS = 10_000;

/** Follows the events that match; what it was told it says again after the connection broke. */
export class Stream {
  #source;
  #timer;

  constructor({ onEvent, onSkipped, onState }) {
    this.onEvent = onEvent;
    this.onSkipped = onSkipped;
    this.onState = onState;
  }

  open(parameters) {
    this.close();
    this.onState('connecting');
    const source = new EventSource(address(`api/events/stream?${parameters}`));
    source.onopen = () => this.onState('live');
    source.onmessage = ({ data }) => this.onEvent(JSON.parse(data));
    source.addEventListener('skipped', ({ data }) => this.onSkipped(Number(data)));
    source.onerror = () => {
      this.onState('broken');
      // A browser tries again by itself where the connection broke, but not where it was refused.
      if (source.readyState === EventSource.CLOSED) {
        this.#timer = setTimeout(() => this.open(parameters), AGAIN_MS);
      }
    };
    this.#source = source;
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }
}
