import { html, nothing, render } from './lit.js';
import { utc } from './format.js';

const dialog = () => document.getElementById('dialog');

/** Asks something; `onSubmit` gets the form's data, and the dialog closes when it comes back with true. */
function open(title, content, verb, onSubmit) {
  const submit = async (event) => {
    event.preventDefault();
    const button = event.submitter;
    button.disabled = true;
    const done = await onSubmit(new FormData(event.target));
    button.disabled = false;
    if (done) {
      dialog().close();
    }
  };
  render(nothing, dialog());
  render(html`<form @submit=${submit}>
    <h2 id="dialog-title">${title}</h2>
    ${content}
    <div class="notice" role="alert"></div>
    <div class="buttons">
      <button type="submit" class="main">${verb}</button>
      <button type="button" @click=${() => dialog().close()}>Cancel</button>
    </div>
  </form>`, dialog());
  dialog().showModal();
}

/** Asks whether dead letters shall be sent again. */
export function askRedrive(words, onSubmit) {
  open(`Send ${words} again?`, html`
    <p>They go to the end of the outbox, or through the routes again. An event that is sent again comes after younger ones
      of its resource; what caused the failure should be mended first.</p>`, 'Send again', onSubmit);
}

/** Asks whether dead letters shall be given up. */
export function askGiveUp(words, onSubmit) {
  open(`Give up ${words}?`, html`
    <p>Nobody will get these events from here any more, and they are taken off this list for good. A replay of their time
      sends them again.</p>`, 'Give up', onSubmit);
}

/** Asks which period of a source shall be sent again. */
export function askReplay(source, sinks, onSubmit) {
  const hourAgo = new Date(Date.now() - 3_600_000);
  open(`Replay ${source.name}`, html`
    <p>Sends the events of a period once more, with the same ids, at most as fast as the source's replay rate.</p>
    ${moment('from', 'From', hourAgo, true)}
    ${moment('to', 'To (the present if empty)', null, false)}
    ${source.type === 'fhir'
      ? html`<label>FHIR types, with commas between (all if empty)
          <input name="types" autocomplete="off" spellcheck="false" placeholder="Patient, Observation"></label>`
      : nothing}
    <fieldset><legend>Into</legend>${sinks.map(({ name }) => html`
      <label class="choice"><input type="checkbox" name="sinks" value=${name} checked> ${name}</label>`)}</fieldset>
    <label>Events a second at the most (the source's own if empty)
      <input name="rate" type="number" min="1" max="100000" inputmode="numeric"></label>`,
  'Start the replay', (form) => onSubmit(request(form)));
}

/** A time in the viewer's zone, with UTC said beside it. */
function moment(name, label, preset, required) {
  const say = (event) => {
    const output = event.target.closest('label').querySelector('output');
    output.textContent = event.target.value ? utc(new Date(event.target.value)) : '';
  };
  return html`<label>${label}
    <input type="datetime-local" name=${name} step="1" .value=${preset ? local(preset) : ''} ?required=${required} @input=${say}>
    <output>${preset ? utc(preset) : ''}</output></label>`;
}

function local(date) {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19);
}

function request(form) {
  const body = { from: new Date(form.get('from')).toISOString(), sinks: form.getAll('sinks') };
  const to = form.get('to');
  const types = (form.get('types') ?? '').split(',').map((type) => type.trim()).filter(Boolean);
  if (to) {
    body.to = new Date(to).toISOString();
  }
  if (types.length) {
    body.types = types;
  }
  if (form.get('rate')) {
    body.rate = Number(form.get('rate'));
  }
  return body;
}
