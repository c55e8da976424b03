/**
 * What people and their tools look at and ask for while it runs: status, metrics, last events, replays, wake-ups.
 */
package dev.healthevents.ops;
