/**
 * A stand-in for a FHIR server, for tests and benchmarks: the history of HAPI FHIR JPA, as measured on 8.8.0, served
 * from memory faster than any real server does, and with failures that can be switched on.
 */
package dev.healthevents.standin;
