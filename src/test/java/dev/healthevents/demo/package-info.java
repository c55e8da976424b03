/**
 * A made-up hospital: real FHIR servers and Orthancs, and the traffic that keeps them and the stand-in for a DICOM service
 * busy. For the demo, and for tests that want the real thing.
 */
package dev.healthevents.demo;
