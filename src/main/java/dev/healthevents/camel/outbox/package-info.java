/**
 * {@code outbox:}, to which routes send what a sink gets, and from which the route of the sink takes it.
 */
package dev.healthevents.camel.outbox;
