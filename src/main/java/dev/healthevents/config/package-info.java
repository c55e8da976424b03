/**
 * What can be configured, checked as a whole before anything starts, and how the parts are put together.
 */
package dev.healthevents.config;
