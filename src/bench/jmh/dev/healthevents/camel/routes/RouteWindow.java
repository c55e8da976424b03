package dev.healthevents.camel.routes;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.fhir.ChangeToEvent;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The third step: a window goes through the bundled routes, into the outbox of a file as what the file will have. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteWindow {

    private RouteTrial routes;
    private List<HealthEvent> events;

    @Setup
    public void load() throws Exception {
        Path scratch = Files.createTempDirectory("jmh");
        routes = new RouteTrial(scratch, List.of("file"), Map.of());
        routes.load(Files.createDirectory(scratch.resolve("routes")));
        events = ChangeToEvent.events();
    }

    @Benchmark
    @OperationsPerInvocation(ChangeToEvent.EVENTS)
    public WindowTransaction anEvent() {
        WindowTransaction window = routes.begin();
        routes.route(events, window).ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
        return window;
    }

    @TearDown
    public void close() {
        routes.close();
    }
}
