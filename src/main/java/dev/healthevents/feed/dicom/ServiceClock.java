package dev.healthevents.feed.dicom;

import dev.healthevents.feed.ServerClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The service's clock between two bounds, from the {@code Date} header, which has whole seconds and is written when the
 * answer is.
 *
 * <p>A cursor needs the bound that is early: too late would cost rows. The end of a window that is to hold what is newest
 * needs the late one.
 */
final class ServiceClock {

    private static final Duration WHOLE_SECONDS = Duration.ofSeconds(1);

    private final ServerClock atTheLatest;
    private boolean heard;

    ServiceClock(Clock ours) {
        this.atTheLatest = new ServerClock(ours);
    }

    /**
     * Takes note of an answer.
     *
     * @param date its {@code Date} header, or {@code null}
     * @param took the time from before the request to after the answer
     * @return a time at which the service had not begun to answer, to the millisecond; {@code null} without a header
     */
    Instant heard(Instant date, Duration took) {
        if (date == null) {
            return null;
        }
        heard = true;
        atTheLatest.heard(date.plus(WHOLE_SECONDS));
        return date.minus(took).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Whether the service has told its time at all. */
    boolean isKnown() {
        return heard;
    }

    /** What the service's clock says now at the latest. */
    Instant now() {
        return atTheLatest.now();
    }
}
