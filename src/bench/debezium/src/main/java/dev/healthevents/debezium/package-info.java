/** The peer of the benchmark that reads HAPI's own tables: Debezium's engine, and what has to be written around it. */
package dev.healthevents.debezium;
