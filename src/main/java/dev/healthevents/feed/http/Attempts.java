package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Asks again where a page fails quickly and for no reason of ours: with one bad answer in twenty, a window of many pages
 * would hardly ever come to its end otherwise.
 */
public final class Attempts {

    private static final int MOST = 3;
    private static final Duration QUICK = Duration.ofSeconds(2);

    private Attempts() {}

    /** One request for one page. */
    @FunctionalInterface
    public interface Ask<T> {
        T page() throws FeedException;
    }

    /**
     * Asks up to three times.
     *
     * @param last whether a failure is a reason to give up, whatever its kind
     * @param longestWait how long a {@code Retry-After} may be to be waited for here
     * @throws FeedException the last failure
     */
    public static <T> T page(Ask<T> ask, Predicate<FeedException> last, Duration longestWait) throws FeedException {
        for (int attempt = 1; ; attempt++) {
            long began = System.nanoTime();
            try {
                return ask.page();
            } catch (FeedException e) {
                boolean quick = System.nanoTime() - began < QUICK.toNanos();
                if (attempt == MOST || !quick || last.test(e) || !mayPass(e, longestWait)) {
                    throw e;
                }
                rest(e, attempt);
            }
        }
    }

    private static boolean mayPass(FeedException e, Duration longestWait) {
        if (e.retryAfter() != null) {
            return e.retryAfter().compareTo(longestWait) <= 0;
        }
        return !(e instanceof HttpStatusException status) || status.status() >= 500;
    }

    private static void rest(FeedException e, int attempt) throws FeedException {
        long asked = e.retryAfter() == null ? 0 : e.retryAfter().toMillis();
        try {
            Thread.sleep(asked + attempt * ThreadLocalRandom.current().nextLong(50, 150));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FeedException("Reading was interrupted", interrupted);
        }
    }
}
