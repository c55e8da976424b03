/**
 * A stand-in for FHIR servers that are not to be had for a test: each family with the parameters, paging and entries
 * that its source or documentation says, and its way to fail.
 */
package dev.healthevents.standin.family;
