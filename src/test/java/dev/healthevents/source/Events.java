package dev.healthevents.source;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import java.time.Instant;

/** Events for tests, by what matters to a route. */
public final class Events {

    /** When all of them happened. */
    public static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");

    private static final String ACCOUNT = "lab.example.org";

    private Events() {}

    public static HealthEvent created(String type, String id) {
        return event(HealthEventType.FHIR_RESOURCE_CREATED, type, id, 1);
    }

    public static HealthEvent event(HealthEventType kind, String type, String id, long version) {
        return new HealthEvent(
                EventIds.fhir(ACCOUNT, type, id, String.valueOf(version), TIME),
                "/workspaces/test",
                kind,
                ACCOUNT + "/" + type + "/" + id,
                TIME,
                new FhirResourceData(type, ACCOUNT, id, version, null));
    }
}
