package dev.healthevents.config;

import dev.healthevents.delivery.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a sink's events are offered again; the defaults are Event Grid's.
 *
 * @param attempts how often an event is offered that this sink fails on, before it becomes a <a
 *     href="sinks.md#what-cant-be-delivered">dead letter</a>. Unless set 30, or what the {@code subscription-file} says
 * @param timeToLive for how long it waits between its attempts, in all. Unless set {@code 24h}, or what the {@code
 *     subscription-file} says
 * @param delays how long it waits after the first, the second … failed attempt
 * @param notRetried HTTP statuses after which an event is not offered again; unless set <a
 *     href="sinks.md#what-a-sink-fails-on">those of Event Grid</a>
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Event Grid delivery and retry</a>
 */
public record RetryProperties(
        Integer attempts,
        Duration timeToLive,

        @DefaultValue({"10s", "30s", "1m", "5m", "10m", "30m", "1h", "3h", "6h", "12h"})
        List<Duration> delays,

        List<Integer> notRetried) {

    private static final int USUAL_ATTEMPTS = 30;
    private static final Duration USUAL_TIME_TO_LIVE = Duration.ofHours(24);

    /** With what is not set; {@code null} leaves it unset. */
    RetryProperties with(Integer otherAttempts, Duration otherTimeToLive) {
        return new RetryProperties(
                attempts == null ? otherAttempts : attempts,
                timeToLive == null ? otherTimeToLive : timeToLive,
                delays,
                notRetried);
    }

    /**
     * @param key of these properties
     * @param usual the statuses that this kind of sink does not retry unless configured
     */
    RetryPolicy policy(String key, Set<Integer> usual) {
        RetryProperties known = with(USUAL_ATTEMPTS, USUAL_TIME_TO_LIVE);
        known.check(key);
        return new RetryPolicy(
                known.attempts, known.timeToLive, delays, notRetried == null ? usual : Set.copyOf(notRetried));
    }

    private void check(String key) {
        if (attempts < 1) {
            throw new WrongConfigurationException(key + ".attempts", "is " + attempts, "Set it to a number from 1");
        }
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new WrongConfigurationException(
                    key + ".time-to-live", "is " + timeToLive.toMillis() + "ms", "Set it to a duration such as 24h");
        }
        if (delays.isEmpty() || delays.stream().anyMatch(delay -> delay.isNegative() || delay.isZero())) {
            throw new WrongConfigurationException(
                    key + ".delays",
                    "has none, or one that is no time at all",
                    "Set it to durations such as 10s,1m,1h");
        }
    }
}
