/**
 * Stand-ins for servers, for tests, benchmarks and the demo, served from memory faster than any real server does, and with
 * failures that can be switched on: the history of HAPI FHIR JPA, as measured on 8.8.0, and the change feed of Microsoft's
 * DICOM service, after its source.
 */
package dev.healthevents.standin;
