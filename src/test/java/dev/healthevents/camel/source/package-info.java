/**
 * Tests of the room of the same name.
 */
package dev.healthevents.camel.source;
