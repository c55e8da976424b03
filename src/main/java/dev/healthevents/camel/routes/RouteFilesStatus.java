package dev.healthevents.camel.routes;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Which of the integration team's route files are in use, and why others are not. */
public final class RouteFilesStatus {

    private final Clock clock;
    private volatile List<String> used = List.of();
    private volatile Refusal refusal;

    public RouteFilesStatus(Clock clock) {
        this.clock = clock;
    }

    /**
     * That the files are not used as they are now.
     *
     * @param reason names file and route, for people
     * @param since when they were refused
     */
    public record Refusal(String reason, Instant since) {}

    /** Names of those in use, in order. */
    public List<String> used() {
        return used;
    }

    /** {@code null} when all files are in use as they are. */
    public Refusal refusal() {
        return refusal;
    }

    void using(Collection<RouteFile> files) {
        used = files.stream()
                .filter(RouteFile::own)
                .map(RouteFile::name)
                .sorted()
                .toList();
        refusal = null;
    }

    void refused(String reason) {
        refusal = new Refusal(reason, clock.instant());
    }
}
