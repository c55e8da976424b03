package dev.healthevents.standin.eventhubs;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What one connection may do, and until when, by the tokens that were put. */
final class Claims {

    private final Clock clock;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    Claims(Clock clock) {
        this.clock = clock;
    }

    /** @param path of the token's audience: an event hub, or something below it */
    void put(String path, Instant expiry) {
        expiries.put(path, expiry);
    }

    /** Whether a token for this path or one above it is there and has not ended. */
    boolean cover(String path) {
        Instant now = clock.instant();
        return expiries.entrySet().stream()
                .anyMatch(claim -> covers(claim.getKey(), path) && now.isBefore(claim.getValue()));
    }

    static boolean covers(String above, String path) {
        String lower = path.toLowerCase();
        String begin = above.toLowerCase();
        return begin.isEmpty() || lower.equals(begin) || lower.startsWith(begin + "/");
    }
}
