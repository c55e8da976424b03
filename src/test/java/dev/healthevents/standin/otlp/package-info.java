/** A stand-in for a collector of traces. */
package dev.healthevents.standin.otlp;
