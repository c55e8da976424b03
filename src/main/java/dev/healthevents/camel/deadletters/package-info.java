/**
 * What routes and sinks gave up: {@code dead-letters:}, the bean that routes keep events with, redrives, and containers of
 * blobs.
 */
package dev.healthevents.camel.deadletters;
