/**
 * What must survive a crash, on JDBC: cursors, seen ids, outboxes and dead letters, in SQLite or PostgreSQL.
 *
 * <p>One {@link dev.healthevents.state.WindowTransaction} makes a window's seen ids, outbox rows and cursor durable
 * together, or not at all.
 */
package dev.healthevents.state;
