/**
 * What Camel sees of a source: {@code fhir-history:}, {@code dicom-changefeed:}, {@code orthanc-changes:}, {@code
 * dicomweb:} and {@code event-hubs:}, the window
 * that an exchange belongs to, and the idempotent repository {@code seen}.
 *
 * <p>A source is one of the bridge's, which its configuration names, or one of which a route's URI says all, in any Camel
 * application: these are the classes that begin with {@code Uri}.
 */
package dev.healthevents.camel.source;
