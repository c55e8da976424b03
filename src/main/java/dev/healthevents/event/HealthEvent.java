package dev.healthevents.event;

import java.time.Instant;
import java.util.UUID;

/**
 * One change of one resource, as Azure Health Data Services announces it.
 *
 * @param id the same for the same change, for ever; see {@code EventIds}
 * @param source the workspace: CloudEvents {@code source}, Event Grid {@code topic}
 * @param type what happened
 * @param subject {@code host/Type/id}, without a scheme
 * @param time when the server says that it happened
 * @param data the ids of what changed
 */
public record HealthEvent(
        UUID id, String source, HealthEventType type, String subject, Instant time, HealthEventData data) {}
