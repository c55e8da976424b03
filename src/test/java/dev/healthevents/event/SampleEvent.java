package dev.healthevents.event;

import java.time.Instant;

/** Version 7 of one observation, as a bridge in use would announce it. */
public final class SampleEvent {

    public static final String WORKSPACE = "/subscriptions/6f1c0d0e-0000-4222-8333-944445555666/resourceGroups/clinic"
            + "/providers/Microsoft.HealthcareApis/workspaces/clinic";
    public static final String ACCOUNT = "clinic.fhir.example.org";
    public static final String SUBJECT = ACCOUNT + "/Observation/obs-1.2.b";
    public static final Instant TIME = Instant.parse("2026-03-04T05:06:07.8901234Z");

    private SampleEvent() {}

    public static HealthEvent of(HealthEventType type) {
        return of(type, new FhirResourceData("Observation", ACCOUNT, "obs-1.2.b", 7, null));
    }

    public static HealthEvent of(HealthEventType type, HealthEventData data) {
        return new HealthEvent(
                EventIds.fhir(ACCOUNT, "Observation", "obs-1.2.b", "7", TIME), WORKSPACE, type, SUBJECT, TIME, data);
    }
}
