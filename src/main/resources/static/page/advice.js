import { counted, span } from './format.js';

/** What to do about an error, by what it says. The first that matches is told. */
const OF_STATE = [/state store/i,
  () => 'See to the database of health-events.state and its disk. It goes on by itself; nothing is lost.'];
const OF_SOURCE = [
  OF_STATE,
  [/backwards|restored/i, () => 'Do what the message says, then start the bridge again.'],
  [/\b40[13]\b|credential|token|sign in/i,
    (name) => `Check health-events.sources.${name}.auth, and start the bridge again. Nothing is lost meanwhile.`],
  [/certificate|\bTLS\b|\bSSL\b|handshake/i,
    (name) => `Check health-events.sources.${name}.tls and the server's certificate.`],
  [/refused|unreachable|timed out|timeout|reset|no answer|unknown host|resolve|does not answer|can't be reached/i,
    () => 'See whether the server runs and can be reached from here. Reading goes on by itself where it stopped; nothing is lost.'],
  [/\b(429|503)\b/, () => 'The server is busy. Reading goes on by itself; nothing is lost.'],
];
const OF_SINK = [
  OF_STATE,
  [/\b401\b|\b403\b|credential|token|auth|\bSASL\b/i,
    (name) => `Check the key or identity under health-events.sinks.${name}, and start the bridge again.`],
  [/certificate|\bTLS\b|\bSSL\b|handshake/i, (name) => `Check the certificate of what health-events.sinks.${name} names.`],
  [/disk|space|permission|denied|read-only/i, () => 'See whether the disk is full and the file may be written.'],
  [/\b(429|503)\b|busy|throttl/i, () => 'It is busy. Deliveries go on by themselves.'],
];

function advised(advice, error, name, otherwise) {
  const found = advice.find(([pattern]) => pattern.test(error));
  return found ? found[1](name) : otherwise;
}

/** What to do about a source, or null if nothing. */
export function sourceAdvice(source) {
  const { name, state, lastError } = source;
  if (state === 'stopped') {
    return lastError
      ? 'Do what the message says, then start the bridge again.'
      : `Its route was stopped; put its file in the routes directory right.`;
  }
  if (state === 'paused') {
    return 'Get the sink below going again. Reading goes on by itself; nothing is lost.';
  }
  return lastError && advised(OF_SOURCE, lastError, name,
    'It is tried again by itself, and nothing is lost. If it lasts, ask who runs the server.');
}

/** What to do about a sink, or null if nothing. */
export function sinkAdvice(sink) {
  return sink.lastError && advised(OF_SINK, sink.lastError, sink.name,
    'See whether it runs and can be reached from here. Deliveries go on by themselves; nothing is lost.');
}

/** Whether changes surface almost later than the source looks back. */
export function almostTooLate(source) {
  return source.latestBySeconds >= 0.8 * source.latenessSeconds;
}

function ofSource(source) {
  const { name, state, lastError } = source;
  const needs = [];
  if (state === 'stopped' || state === 'retrying') {
    needs.push({ tone: 'bad', at: `source-card-${name}`, title: `${name} is not being read`, what: lastError, todo: sourceAdvice(source), wake: state === 'retrying' && name });
  } else if (lastError) {
    const title = state === 'paused' ? `Reading of ${name} pauses` : `The past of ${name} is not being read`;
    needs.push({ tone: 'warn', at: `source-card-${name}`, title, what: lastError, todo: sourceAdvice(source) });
  }
  if (almostTooLate(source)) {
    needs.push({
      tone: 'warn',
      at: `source-card-${name}`,
      title: `Changes of ${name} surface almost too late`,
      what: `The latest took ${span(source.latestBySeconds)}; after ${span(source.latenessSeconds)} they are missed.`,
      todo: `Raise health-events.sources.${name}.lateness.`,
    });
  }
  return needs;
}

function ofSink(sink) {
  const { name, state, lastError, pending, outboxLimit } = sink;
  const waits = pending === 0 ? '' : ` ${counted(pending, 'event waits', 'events wait')}.`;
  const error = (lastError ?? '').replace(/([^.?!])$/, '$1.');
  const needs = [];
  if (state === 'retrying') {
    needs.push({ tone: 'bad', at: `sink-card-${name}`, title: `${name} takes no events`, what: error + waits, todo: sinkAdvice(sink) });
  } else if (error && state === 'waiting') {
    needs.push({ tone: 'warn', at: `sink-card-${name}`, title: `${name} fails on some events`, what: error + waits,
      todo: 'They are offered again by themselves, and become dead letters if that does not help.' });
  }
  if (pending >= 0.8 * outboxLimit) {
    const full = pending >= outboxLimit;
    const limit = counted(outboxLimit, 'event');
    needs.push({ tone: 'warn', at: `sink-card-${name}`, title: `The outbox of ${name} is ${full ? 'full' : 'almost full'}`,
      what: full
        ? `${counted(pending, 'event waits', 'events wait')}, its limit is ${limit}.`
        : `${Math.floor((100 * pending) / outboxLimit)} % of ${limit}; then it is full.`,
      todo: `Get the sink going, or raise health-events.sinks.${name}.outbox-limit.` });
  }
  return needs;
}

/** Everything that somebody has to look at, the worst first. */
export function needs({ status, letterCount, unread }) {
  const found = [...status.sources.flatMap(ofSource), ...status.sinks.flatMap(ofSink)];
  if (status.routes?.refused) {
    found.push({
      tone: 'warn',
      title: 'Route files are not in use',
      what: status.routes.refused,
      todo: 'Correct that file. Until then events go by the files that worked last.',
      href: '#needs',
    });
  }
  if (unread) {
    found.push({
      tone: 'bad',
      title: 'Replays and dead letters could not be looked at',
      what: unread,
      todo: OF_STATE[1](),
      href: '#replays',
    });
  }
  if (letterCount > 0) {
    found.push({
      tone: 'warn',
      title: `${counted(letterCount, 'dead letter')}`,
      what: 'What could not be understood or delivered, with its reason.',
      todo: 'Mend what the reason says, then send them again.',
      href: '#dead-letters',
    });
  }
  return found.sort((one, other) => (one.tone === 'bad' ? 0 : 1) - (other.tone === 'bad' ? 0 : 1));
}
