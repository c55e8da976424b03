/** The state store, on SQLite; {@link dev.healthevents.state.PostgresStateIT} repeats it all on PostgreSQL. */
package dev.healthevents.state;
