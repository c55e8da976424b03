/**
 * The beans that the route files of sinks call: files, event hubs, functions.
 */
package dev.healthevents.camel.sink;
