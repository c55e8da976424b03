/** A real FHIR server with synthetic hospital traffic: for the demo, and for tests that want the real thing. */
package dev.healthevents.demo;
