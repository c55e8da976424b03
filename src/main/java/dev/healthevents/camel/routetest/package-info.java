/** Tests of route files that need no Java: given these events, these outboxes get these ids. */
package dev.healthevents.camel.routetest;
