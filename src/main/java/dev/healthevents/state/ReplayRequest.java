package dev.healthevents.state;

import java.time.Instant;
import java.util.List;

/**
 * What is to go out once more.
 *
 * @param source name of the source
 * @param from beginning of the time of the changes, included
 * @param to its end, excluded
 * @param types FHIR resource types; empty: all
 * @param sinks names of the sinks that get the events
 * @param rate events a second at the most
 */
public record ReplayRequest(
        String source, Instant from, Instant to, List<String> types, List<String> sinks, int rate) {}
