/** Tests of route files, and the tests of that. */
package dev.healthevents.camel.routetest;
