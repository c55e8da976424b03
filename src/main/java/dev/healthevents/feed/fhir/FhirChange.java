package dev.healthevents.feed.fhir;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;
import java.util.UUID;

/**
 * One version of one resource, as small as it can be kept.
 *
 * @param eventId the id of its event
 * @param operation what happened
 * @param version the server's own version id, as the server writes it
 * @param number that as a number where it is one that can be written back unchanged, else {@code null}
 * @param time by the server's clock, or {@code null} where it is not known
 * @param told whether that is what the server says, and no guess of ours
 */
record FhirChange(
        UUID eventId,
        HealthEventType operation,
        String type,
        String id,
        String version,
        Long number,
        Instant time,
        boolean told) {

    /** @param time as the server says it, or {@code null} where it does not */
    FhirChange(UUID eventId, HealthEventType operation, String type, String id, String version, Instant time) {
        this(eventId, operation, type, id, version, time, time != null);
    }

    FhirChange(
            UUID eventId,
            HealthEventType operation,
            String type,
            String id,
            String version,
            Instant time,
            boolean told) {
        this(eventId, operation, type, id, version, number(version), time, told);
    }

    /** The same with a time that is guessed. */
    FhirChange at(Instant otherTime) {
        return new FhirChange(eventId, operation, type, id, version, number, otherTime, told);
    }

    /** The same with the time that was found for it, and the id that this gives it. */
    FhirChange named(UUID otherId, Instant foundTime) {
        return new FhirChange(otherId, operation, type, id, version, number, foundTime, true);
    }

    FhirChange as(HealthEventType otherOperation) {
        return new FhirChange(eventId, otherOperation, type, id, version, number, time, told);
    }

    @Override
    public int hashCode() {
        return eventId.hashCode();
    }

    static Long number(String version) {
        int start = version.startsWith("-") ? 1 : 0;
        int digits = version.length() - start;
        if (digits < 1 || digits > 19) {
            return null;
        }
        for (int i = start; i < version.length(); i++) {
            if (version.charAt(i) < '0' || version.charAt(i) > '9') {
                return null;
            }
        }
        boolean leadingZero = version.charAt(start) == '0' && (digits > 1 || start > 0);
        try {
            return leadingZero ? null : Long.valueOf(version);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The event that announces this change, which must have a time by now. */
    HealthEvent event(FhirFeedSettings settings) {
        return new HealthEvent(
                eventId,
                settings.workspace(),
                operation,
                settings.account() + '/' + type + '/' + id,
                time,
                new FhirResourceData(
                        type,
                        settings.account(),
                        id,
                        number != null ? number : time.toEpochMilli(),
                        number != null ? null : version));
    }
}
