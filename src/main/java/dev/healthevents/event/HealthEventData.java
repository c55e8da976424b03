package dev.healthevents.event;

/** What an event says of the change: ids only, never the resource. */
public sealed interface HealthEventData permits FhirResourceData {

    /** The N of CloudEvents {@code dataschema} {@code #N} and of Event Grid {@code dataVersion}. */
    long dataVersion();
}
