package dev.healthevents.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How often, for how long and in which rhythm an event is offered to a sink that fails on it.
 *
 * @param attempts how often at the most
 * @param timeToLive how long it may have waited between its attempts, in all; looked at only when the next one is due
 * @param delays how long to wait after each failed attempt; the last one holds for all that follow
 * @param notRetried HTTP statuses after which an event is not offered again
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Event Grid delivery and retry</a>
 */
public record RetryPolicy(int attempts, Duration timeToLive, List<Duration> delays, Set<Integer> notRetried) {

    /** How long to wait after this many failed attempts, at least one. */
    public Duration delayAfter(int failed) {
        return delays.get(Math.min(failed, delays.size()) - 1);
    }
}
