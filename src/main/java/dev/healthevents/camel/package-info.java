/**
 * The Camel part: a component for each kind of source ({@code fhir-history:}, {@code dicom-changefeed:},
 * {@code orthanc-changes:}), {@code outbox:}, and the idempotent repository {@code seen} that routes use between them.
 */
package dev.healthevents.camel;
