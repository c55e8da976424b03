package dev.healthevents.source;

/**
 * What a source has of a topic.
 *
 * @param partition its number
 * @param position all before this is delivered, or a dead letter on record
 * @param underWay how many records are on their way to sinks
 * @param lag how many records are not done with, those under way among them; {@code null} before that is known
 */
public record PartitionState(int partition, long position, int underWay, Long lag) {}
