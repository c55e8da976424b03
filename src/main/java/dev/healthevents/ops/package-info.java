/**
 * What people and their tools look at while it runs: status and last events.
 */
package dev.healthevents.ops;
