package dev.healthevents.ops;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.source.Pace;
import dev.healthevents.source.ReplayProgress;
import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import dev.healthevents.state.Replay;
import dev.healthevents.state.ReplayRequest;
import dev.healthevents.state.Replays;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Has a stretch of a source's past sent once more, and tells how far that is. */
@RestController
class ReplayController {

    private static final int LISTED = 100;

    private final Sources sources;
    private final Sinks sinks;
    private final Replays replays;
    private final Clock clock;

    ReplayController(Sources sources, Sinks sinks, Replays replays, Clock clock) {
        this.sources = sources;
        this.sinks = sinks;
        this.replays = replays;
        this.clock = clock;
    }

    @PostMapping("/api/sources/{name}/replays")
    ResponseEntity<ReplayState> begin(@PathVariable String name, @RequestBody JsonNode body) {
        Source source = SourcePath.source(sources, name);
        Replay replay = Replay.begin(clock.instant(), new ReplayForm(source, sinks).read(body));
        replays.insert(replay);
        source.replay();
        return ResponseEntity.accepted()
                .location(URI.create("/api/replays/" + replay.id()))
                .body(state(replay));
    }

    @GetMapping("/api/replays")
    List<ReplayState> newest() {
        return replays.newest(LISTED).stream().map(this::state).toList();
    }

    @GetMapping("/api/replays/{id}")
    ReplayState find(@PathVariable String id) {
        return state(replay(id));
    }

    /** Cancels it. One that is done stays so. */
    @DeleteMapping("/api/replays/{id}")
    ReplayState cancel(@PathVariable String id) {
        replay(id);
        replays.cancel(id);
        return state(replay(id));
    }

    private Replay replay(String id) {
        return replays.find(id)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no replay '" + id + "'; GET /api/replays lists them."));
    }

    private ReplayState state(Replay replay) {
        ReplayProgress progress = sources.find(replay.request().source())
                .map(Source::replaying)
                .filter(current -> current.id().equals(replay.id()))
                .orElse(null);
        return ReplayState.of(replay, replay.state() == Replay.State.OPEN ? progress : null);
    }

    /** Per cent goes by time; the time left is null where it is unknown. */
    record ReplayState(
            String id,
            String source,
            Instant created,
            Instant from,
            Instant to,
            List<String> types,
            List<String> sinks,
            int rate,
            String state,
            Instant position,
            long events,
            double percent,
            Long secondsLeft,
            String lastError) {

        /** @param progress how the reading goes, or {@code null} if it is not being read */
        static ReplayState of(Replay replay, ReplayProgress progress) {
            ReplayRequest request = replay.request();
            Duration left = progress == null ? null : progress.pace().left();
            return new ReplayState(
                    replay.id(),
                    request.source(),
                    replay.created(),
                    request.from(),
                    request.to(),
                    request.types(),
                    request.sinks(),
                    request.rate(),
                    state(replay, progress),
                    replay.position(),
                    replay.events(),
                    Math.floor(10 * Pace.percent(request.from(), request.to(), replay.position())) / 10,
                    left == null ? null : left.toSeconds(),
                    progress == null ? null : progress.waitsFor());
        }

        private static String state(Replay replay, ReplayProgress progress) {
            if (replay.state() != Replay.State.OPEN) {
                return replay.state().name().toLowerCase(Locale.ROOT);
            }
            if (progress == null) {
                return "queued";
            }
            return progress.waitsFor() == null ? "running" : "waiting";
        }
    }
}
