package dev.healthevents.state;

/**
 * An event on its way into an outbox.
 *
 * @param id the event's id
 * @param subject the event's subject
 * @param encoded the event, encoded as the sink wants it
 */
public record OutboxEvent(String id, String subject, byte[] encoded) {}
