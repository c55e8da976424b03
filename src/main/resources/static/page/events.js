import { html, nothing, render, repeat } from './lit.js';
import { counted, when } from './format.js';
import { opened } from './parts.js';
import { Stream } from './stream.js';

const SHOWN = 50;
const DRAWN_EVERY_MS = 250;
const TYPED_MS = 300;
const PREFIX = 'Microsoft.HealthcareApis.';
const KINDS = ['FhirResourceCreated', 'FhirResourceUpdated', 'FhirResourceDeleted', 'DicomImageCreated', 'DicomImageUpdated', 'DicomImageDeleted'];

const filters = { type: '', subject: '' };
const seen = { events: [], skipped: 0, stream: 'connecting', held: false };
let drawing;

/** The last events, and each as it comes. */
export function followEvents() {
  const stream = new Stream({
    onEvent: (event) => {
      if (!seen.events.some(({ id }) => id === event.id)) {
        seen.events = [event, ...seen.events].slice(0, SHOWN);
      }
      soon();
    },
    onSkipped: (number) => {
      seen.skipped += number;
      soon();
    },
    onState: (state) => {
      seen.stream = state;
      soon();
    },
  });
  const open = () => {
    seen.events = [];
    seen.skipped = 0;
    stream.open(parameters());
  };
  render(form(open), document.getElementById('event-filters'));
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', ({ persisted }) => persisted && open());
  open();
}

function parameters() {
  const asked = new URLSearchParams({ last: String(SHOWN) });
  if (filters.type) {
    asked.set('type', PREFIX + filters.type);
  }
  if (filters.subject) {
    asked.set('subject', filters.subject);
  }
  return asked;
}

function form(open) {
  let typed;
  const choose = (event) => {
    filters.type = event.target.value;
    open();
  };
  const type = (event) => {
    clearTimeout(typed);
    typed = setTimeout(() => {
      filters.subject = event.target.value.trim();
      open();
    }, TYPED_MS);
  };
  return html`
    <label>Type <select name="type" @change=${choose}>
      <option value="">all</option>${KINDS.map((kind) => html`<option>${kind}</option>`)}</select></label>
    <label>Resource <input name="subject" type="search" autocomplete="off" spellcheck="false"
      placeholder="Patient/1000, or a UID" @input=${type}></label>
    <label class="choice"><input type="checkbox" name="hold" @change=${hold}> Hold still</label>`;
}

function hold(event) {
  seen.held = event.target.checked;
  seen.shown = seen.held ? seen.events : undefined;
  soon();
}

/** Many events may come at once; they are drawn together. */
function soon() {
  drawing ??= setTimeout(() => {
    drawing = undefined;
    render(list(), document.getElementById('event-list'));
  }, DRAWN_EVERY_MS);
}

const STREAM = {
  connecting: 'Connecting …',
  live: 'Live: new events appear at the top.',
  broken: 'The stream of events broke off; it is opened again by itself.',
};

function list() {
  const events = seen.shown ?? seen.events;
  const skipped = seen.skipped ? ` ${counted(seen.skipped, 'event')} came too fast to be shown.` : '';
  return html`
    <p class="quiet">${seen.held ? 'Held still; untick to go on.' : STREAM[seen.stream]}${skipped}</p>
    ${events.length === 0
      ? html`<p class="quiet">${filters.type || filters.subject ? 'No event of late matches.' : 'No event yet since the start.'}</p>`
      : html`<div class="table" tabindex="0" role="region" aria-label="The last events"><table>
          <thead><tr><th scope="col">Changed</th><th scope="col">What</th><th scope="col">Which</th><th scope="col">Number</th><th scope="col">Account</th><th scope="col">Event</th></tr></thead>
          <tbody>${repeat(events, ({ id }) => id, row)}</tbody></table></div>`}`;
}

function row(event) {
  const { data } = event;
  const [, what] = event.type.match(/(Created|Updated|Deleted)$/) ?? [, event.type];
  const image = data.imageSopInstanceUid;
  return html`<tr data-event=${event.id}>
    <td>${when(event.time)}</td>
    <td><span class="kind-of-change ${what.toLowerCase()}">${what}</span></td>
    <td class="which" title=${event.subject}>${image ? html`Image ${image}` : `${data.resourceType}/${data.resourceFhirId}`}</td>
    <td>${image ? html`<span class="word">sequence </span>${data.sequenceNumber}` : html`<span class="word">version </span>${event.fhirversion ?? data.resourceVersionId}`}</td>
    <td class="account">${data.resourceFhirAccount ?? data.serviceHostName ?? nothing}</td>
    <td>${opened(event.id, event)}</td>
  </tr>`;
}
