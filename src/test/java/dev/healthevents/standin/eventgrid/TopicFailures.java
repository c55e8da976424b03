package dev.healthevents.standin.eventgrid;

import dev.healthevents.standin.Response;
import dev.healthevents.standin.Response.Ending;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Which of the coming requests go wrong, and how. */
final class TopicFailures {

    private final Deque<TopicFailure> next = new ArrayDeque<>();
    private final Random random = new Random(20261124);
    private double share;
    private List<TopicFailure> atRandom = List.of();
    volatile int retryAfter = 1;

    synchronized void next(TopicFailure failure, int count) {
        for (int i = 0; i < count; i++) {
            next.add(failure);
        }
    }

    synchronized void randomly(double share, List<TopicFailure> failures) {
        if (share > 0 && failures.isEmpty()) {
            throw new IllegalArgumentException("Name at least one failure to happen at random");
        }
        this.share = share;
        this.atRandom = failures;
    }

    /** The next request's failure, or {@code null}. */
    synchronized TopicFailure draw() {
        if (!next.isEmpty()) {
            return next.remove();
        }
        return random.nextDouble() < share ? atRandom.get(random.nextInt(atRandom.size())) : null;
    }

    boolean stores(TopicFailure failure) {
        return failure == TopicFailure.SERVER_ERROR_AFTER_STORING || failure == TopicFailure.RESET_AFTER_STORING;
    }

    Response answer(TopicFailure failure) {
        return switch (failure) {
            case TOO_MANY_REQUESTS -> later(429, "Too many requests.");
            case UNAVAILABLE -> later(503, "The service is busy.");
            case SERVER_ERROR, SERVER_ERROR_AFTER_STORING -> new Refused(500, "Internal error.").answer();
            case RESET, RESET_AFTER_STORING -> new Refused(500, "").answer().ending(Ending.RESET);
            case REDIRECT -> Response.text(307, "text/plain", "").with("Location", "http://127.0.0.1:9/api/events");
        };
    }

    private Response later(int status, String message) {
        return new Refused(status, message).answer().with("Retry-After", String.valueOf(retryAfter));
    }
}
