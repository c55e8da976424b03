/**
 * What the records of a topic say: health events in either schema, what claims to be one, and what is none. Knows no Kafka:
 * who reads the topic is in {@code source}.
 */
package dev.healthevents.feed.topic;
