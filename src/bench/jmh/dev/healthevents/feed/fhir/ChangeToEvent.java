package dev.healthevents.feed.fhir;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The second step: the changes of a page are put into order, and become events. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChangeToEvent {

    public static final int EVENTS = PageToChanges.CHANGES;

    private List<FhirChange> changes;

    @Setup
    public void read() throws Exception {
        changes = PageToChanges.changes(PageToChanges.page("&_elements=id,meta"));
    }

    /** Events of a page of the stand-in. */
    public static List<HealthEvent> events() throws Exception {
        ChangeToEvent step = new ChangeToEvent();
        step.read();
        return step.anEvent();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public List<HealthEvent> anEvent() {
        Window window = Window.openFrom(Instant.EPOCH);
        return WindowChanges.events(
                Chronology.oldestFirst(new ArrayList<>(changes), window, Instant.now()), PageToChanges.SETTINGS);
    }
}
