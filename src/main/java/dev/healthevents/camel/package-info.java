/**
 * The Camel part: the components {@code fhir-history:} and {@code outbox:}, and the idempotent repository {@code seen}
 * that routes use between them.
 */
package dev.healthevents.camel;
