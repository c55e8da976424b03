/**
 * Route files: which there are, how they are loaded, tried and changed while the bridge runs.
 */
package dev.healthevents.camel.routes;
