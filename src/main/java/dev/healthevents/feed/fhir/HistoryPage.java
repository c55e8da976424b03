package dev.healthevents.feed.fhir;

import java.time.Instant;

/**
 * One page of a history, apart from its entries.
 *
 * @param time {@code Bundle.meta.lastUpdated}, the server's clock when it answered, or {@code null}
 * @param date the {@code Date} header, or {@code null}
 * @param next the {@code next} link as it stands there, or {@code null} on the last page
 * @param entries how many entries it held
 * @param fullResources whether any entry held a resource that {@code _elements} did not make smaller
 */
record HistoryPage(Instant time, Instant date, String next, int entries, boolean fullResources) {}
