import { get } from './api.js';
import { actionsOn } from './actions.js';
import { followEvents } from './events.js';
import { ZONE, when } from './format.js';
import { LISTED, letterList } from './letters.js';
import { html, nothing, render } from './lit.js';
import './plot.js';
import { replayList } from './replays.js';
import { sinkCards } from './sinks.js';
import { sourceCards } from './sources.js';
import { headline, verdict } from './verdict.js';

/** What the bridge said last. */
const state = {
  status: null,
  rates: { times: [], sources: {}, sinks: {} },
  replays: [],
  letters: [],
  letterCount: 0,
  asked: null,
  failure: null,
  unread: null,
};

const actions = actionsOn(state, () => Promise.all([look(), lookAtStored()]), draw);

async function askStatus() {
  const { body } = await get('api/status');
  state.status = body;
  state.asked = new Date();
}

async function askRates() {
  const { body } = await get('api/rates');
  state.rates = { ...body, times: body.times.map((time) => Date.parse(time) / 1000) };
}

async function askReplays() {
  state.replays = (await get('api/replays')).body;
}

async function askLetters() {
  const { body, headers } = await get(`api/dead-letters?limit=${LISTED}`);
  state.letters = body;
  state.letterCount = Number(headers.get('X-Total-Count'));
}

/** One after the other, for they ask the same small server. */
async function look() {
  try {
    await askStatus();
    await askRates();
    state.failure = null;
  } catch (refusal) {
    const since = state.failure?.since ?? new Date();
    state.failure = { sentence: refusal.message, status: refusal.status, since };
  }
  draw();
}

/** Apart from the rest, which is told as well while the state store is away. */
async function lookAtStored() {
  try {
    await askReplays();
    await askLetters();
    state.unread = null;
  } catch (refusal) {
    state.unread = refusal.message;
  }
  draw();
}

function draw() {
  const place = (id) => document.getElementById(id);
  render(verdict(state, actions), place('needs'));
  document.title = `${headline(state)} – Health events`;
  document.body.classList.toggle('old', Boolean(state.failure));
  if (!state.status) {
    return;
  }
  render(html`Version ${state.status.version}.`, place('version'));
  render(html`${state.failure ? 'As of' : 'Updated'} ${when(state.asked)}`, place('freshness'));
  render(sourceCards(state, actions), place('source-cards'));
  render(sinkCards(state, actions), place('sink-cards'));
  render(replayList(state, actions), place('replay-list'));
  render(letterList(state, actions), place('letter-list'));
}

const LOOK_EVERY_MS = 2_000;

/** Nobody looks at a page that is hidden. */
async function keep(looking) {
  if (!document.hidden) {
    await looking();
  }
  setTimeout(() => keep(looking), LOOK_EVERY_MS);
}

document.addEventListener('visibilitychange', () => document.hidden || look());
render(ZONE ?? nothing, document.getElementById('zone'));
followEvents();
keep(look);
keep(lookAtStored);
