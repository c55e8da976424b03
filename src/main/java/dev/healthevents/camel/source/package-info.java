/**
 * What Camel sees of a source: {@code fhir-history:}, {@code dicom-changefeed:} and {@code orthanc-changes:}, the window
 * that an exchange belongs to, and the idempotent repository {@code seen}.
 */
package dev.healthevents.camel.source;
