/** Sinks: the file, and the schedule of retries. */
package dev.healthevents.delivery;
