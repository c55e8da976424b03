/** A request that was refused or failed, in a sentence for people. */
export class Refusal extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

const PATIENCE_MS = 10_000;

/** Asks for something; the answer's body, and what its headers say. */
export async function get(path) {
  return answer(await send(path, { method: 'GET', signal: AbortSignal.timeout(PATIENCE_MS) }));
}

/** Has something done, for as long as that takes: the browser may ask for a password meanwhile. */
export async function act(method, path, body) {
  const headers = { ...csrf() };
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  return answer(await send(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }));
}

/** Without the user and password that may stand in the page's own address: fetch refuses those. */
export function address(path) {
  return new URL(path, location.origin + location.pathname);
}

async function send(path, options) {
  try {
    return await fetch(address(path), {
      credentials: 'same-origin',
      cache: 'no-store',
      ...options,
      headers: { Accept: 'application/json', ...options.headers },
    });
  } catch {
    throw new Refusal(0, 'The bridge does not answer.');
  }
}

async function answer(response) {
  const json = (response.headers.get('content-type') ?? '').includes('json');
  const body = json ? await response.json() : null;
  if (response.ok) {
    return { body, headers: response.headers };
  }
  throw new Refusal(response.status, sentence(response, body));
}

function sentence(response, body) {
  const said = body?.detail ?? `The bridge answered ${response.status}.`;
  return { 401: `You are not signed in. ${said}`, 403: `You may not do this. ${said}` }[response.status] ?? said;
}

/** Spring's convention: the token comes in a cookie and goes back in a header. */
function csrf() {
  const cookie = document.cookie.split('; ').find((part) => part.startsWith('XSRF-TOKEN='));
  return cookie ? { 'X-XSRF-TOKEN': decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) } : {};
}
