/**
 * The Camel part, a room for each thing that Camel sees: {@code source}, {@code outbox}, {@code deadletters},
 * {@code routes}, {@code sink}, {@code filter}, {@code routetest}, {@code azure}. Nothing is on this floor itself.
 */
package dev.healthevents.camel;
