/**
 * Sinks, and how events get to them: batches, retries, what waits and what went wrong.
 */
package dev.healthevents.delivery;
