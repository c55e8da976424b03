package dev.healthevents.ops;

import dev.healthevents.camel.routes.RouteFilesStatus;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.Leap;
import dev.healthevents.source.Pace;
import dev.healthevents.source.PartitionState;
import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** How each source and each sink is doing. */
@RestController
class StatusController {

    private static final String RUNNING = "running";

    private final Sources sources;
    private final Sinks sinks;
    private final StoredFigures stored;
    private final RouteFilesStatus routes;
    private final Standby standby;

    StatusController(Sources sources, Sinks sinks, StoredFigures stored, RouteFilesStatus routes, Standby standby) {
        this.standby = standby;
        this.routes = routes;
        this.sources = sources;
        this.sinks = sinks;
        this.stored = stored;
    }

    @GetMapping("/api/status")
    Status status() {
        return new Status(
                Version.current(),
                standby.or(RUNNING),
                sources.all().stream()
                        .map(source -> SourceState.of(source, standby))
                        .toList(),
                sinks.all().stream()
                        .map(sink -> SinkState.of(sink, stored.of(sink), standby))
                        .toList(),
                RoutesState.of(routes));
    }

    /** Running, or standing by while another bridge reads and delivers. */
    record Status(String version, String state, List<SourceState> sources, List<SinkState> sinks, RoutesState routes) {}

    /** The route files of one's own that are in use; why others are not, and since when, or null. */
    record RoutesState(List<String> files, String refused, Instant refusedSince) {

        static RoutesState of(RouteFilesStatus status) {
            RouteFilesStatus.Refusal refusal = status.refusal();
            return refusal == null
                    ? new RoutesState(status.used(), null, null)
                    : new RoutesState(status.used(), refusal.reason(), refusal.since());
        }
    }

    /**
     * Counts are since the start; lag is null before the first contact with the server. Of a topic it has these partitions; of
     * anything else that is null.
     */
    record SourceState(
            String name,
            String type,
            String state,
            Instant cursor,
            Double lagSeconds,
            long events,
            long repeats,
            long deadLettered,
            long late,
            double latestBySeconds,
            BacklogState backlog,
            String capabilities,
            String lastError,
            double latenessSeconds,
            LeapState clockLeap,
            long routedNowhere,
            long foreign,
            List<PartitionState> partitions) {

        static SourceState of(Source source, Standby standby) {
            var status = source.status();
            var lag = status.lag();
            return new SourceState(
                    source.settings().name(),
                    source.settings().type(),
                    standby.or(status.state()),
                    status.cursor(),
                    lag == null ? null : lag.toMillis() / 1000.0,
                    status.events(),
                    status.repeats(),
                    status.deadLetters(),
                    status.lateEvents(),
                    status.latestBy().toMillis() / 1000.0,
                    BacklogState.of(status.backlogPace()),
                    status.capabilities(),
                    status.lastError(),
                    source.settings().lateness().toMillis() / 1000.0,
                    LeapState.of(status.leap()),
                    status.routedNowhere(),
                    status.foreign(),
                    source.topic() == null ? null : status.partitions());
        }
    }

    /** The last leap of the server's clock: how far ahead, and what it showed then. */
    record LeapState(double seconds, Instant to) {

        static LeapState of(Leap leap) {
            return leap == null ? null : new LeapState(leap.by().toMillis() / 1000.0, leap.to());
        }
    }

    /** The past that is being read beside the tail; per cent of its time, and null where the time left is unknown. */
    record BacklogState(Instant position, Instant until, double percent, long eventsPerSecond, Long secondsLeft) {

        static BacklogState of(Pace pace) {
            return pace == null
                    ? null
                    : new BacklogState(
                            pace.position(),
                            pace.until(),
                            Math.floor(10 * pace.percent()) / 10,
                            Math.round(pace.eventsPerSecond()),
                            seconds(pace.left()));
        }

        private static Long seconds(Duration left) {
            return left == null ? null : left.toSeconds();
        }
    }

    /**
     * Delivered and filtered are since the start; pending and dead-lettered is what there is now. How long the oldest has waited is
     * null where nothing waits.
     */
    record SinkState(
            String name,
            String state,
            long pending,
            long delivered,
            long deadLettered,
            long filtered,
            String lastError,
            Long oldestSeconds,
            long heldUp,
            long outboxLimit) {

        static SinkState of(Sink sink, StoredFigures.OfSink stored, Standby standby) {
            var status = sink.status();
            return new SinkState(
                    sink.name(),
                    standby.or(status.state()),
                    sink.outbox().pending(),
                    status.delivered(),
                    stored.deadLetters(),
                    sink.outbox().filtered(),
                    standby.lasts() ? null : sink.lastError(),
                    stored.oldest() == null ? null : stored.oldest().toSeconds(),
                    stored.heldUp(),
                    sink.outboxLimit());
        }
    }
}
