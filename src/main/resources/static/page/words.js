/** How a state looks: good, info, warn or bad. Its name is the API's own. */
const TONES = {
  'up-to-date': 'good',
  idle: 'good',
  delivering: 'good',
  done: 'good',
  starting: 'info',
  'catching-up': 'info',
  running: 'info',
  standby: 'info',
  queued: 'info',
  reloading: 'info',
  cancelled: 'info',
  paused: 'warn',
  waiting: 'warn',
  retrying: 'bad',
  stopped: 'bad',
};

export function tone(state) {
  return TONES[state] ?? 'info';
}

/** What a state means, for who reads it for the first time. */
export const MEANING = {
  standby: 'Another bridge does this; this one would take over from it.',
  starting: 'The server was not reached yet.',
  'up-to-date': 'Everything that the server shows is announced.',
  'catching-up': 'Changes of the past are being read; new ones are announced meanwhile.',
  retrying: 'The last try failed. It is tried again by itself, with growing pauses.',
  paused: 'Reading pauses because an outbox is full.',
  stopped: 'Nothing is read until somebody has done something.',
  reloading: 'Its route file has changed and is being put in place.',
  idle: 'Everything is delivered.',
  delivering: 'Events are being delivered.',
  waiting: 'What is left are events that the sink failed on, and what follows them of the same resource.',
};

const MARKS = { good: '✓', info: '…', warn: '!', bad: '✕' };

export function mark(tone) {
  return MARKS[tone];
}
