/** Tests of the Camel part. {@link dev.healthevents.camel.routes.RouteHarness} is how to test a route. */
package dev.healthevents.camel;
