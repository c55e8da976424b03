package dev.healthevents.event;

import java.time.Instant;
import java.util.UUID;

/**
 * One change of one resource or image, as Azure Health Data Services announces it.
 *
 * @param id the same for the same change, for ever; see {@code EventIds}
 * @param source the workspace: CloudEvents {@code source}, Event Grid {@code topic}
 * @param kind what happened
 * @param subject {@code host/Type/id}, or the path of an image after the host of its service; without a scheme
 * @param time when the server says that it happened
 * @param data the ids of what changed
 */
public record HealthEvent(
        UUID id, String source, HealthEventType kind, String subject, Instant time, HealthEventData data) {

    /**
     * What happened, under its name on the wire: CloudEvents {@code type}, Event Grid {@code eventType}.
     *
     * <p>A text, because routes compare {@code ${body.type}} with texts. With an enum in its place Camel's
     * {@code contains} finds nothing, and its {@code in} throws.
     */
    public String type() {
        return kind.value();
    }
}
