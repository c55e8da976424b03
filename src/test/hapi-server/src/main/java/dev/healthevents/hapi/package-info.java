/**
 * A complete HAPI FHIR JPA server (R4, on H2 in memory or on PostgreSQL) for tests and the demo: a server that other people wrote and
 * hospitals run, so that the bridge is measured against its real behaviour. It has its own Maven project and its own
 * JVM because its class path (Hibernate, Quartz, spring-data) would switch on auto-configurations in the bridge.
 */
package dev.healthevents.hapi;
