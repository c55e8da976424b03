package dev.healthevents.ops;

import dev.healthevents.camel.routes.RouteFilesStatus;
import dev.healthevents.delivery.DeliveryOutcome;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.source.Pace;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceStatus;
import dev.healthevents.source.Sources;
import dev.healthevents.state.DeadLetter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How each source and each sink is doing, as numbers for a monitoring system. */
@Component
class Metrics implements MeterBinder {

    /** Seconds are too coarse for a commit, and too fine for a sink that is far away. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10)
    };

    private final Sources sources;
    private final Sinks sinks;
    private final StoredFigures stored;
    private final RouteFilesStatus routes;
    private final Standby standby;

    Metrics(Sources sources, Sinks sinks, StoredFigures stored, RouteFilesStatus routes, Standby standby) {
        this.standby = standby;
        this.routes = routes;
        this.sources = sources;
        this.sinks = sinks;
        this.stored = stored;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("health.events.build.info", () -> 1)
                .tag("version", Version.current())
                .description("Always 1; the label tells the version")
                .register(registry);
        Gauge.builder("health.events.standby", standby, state -> state.lasts() ? 1 : 0)
                .description("1 while another bridge has the state store, and this one would take over from it")
                .register(registry);
        Gauge.builder("health.events.route.files.refused", routes, status -> status.refusal() == null ? 0 : 1)
                .description("1 while the route files can't be used as they are, and others are in use")
                .register(registry);
        kept(registry, DeadLetter.READ, "");
        kept(registry, DeadLetter.ROUTE, "");
        sinks.all().forEach(sink -> kept(registry, DeadLetter.DELIVER, sink.name()));
        sources.all().forEach(source -> new OfSource(registry, source, standby).bind());
        sinks.all().forEach(sink -> bind(registry, sink, this::oldest));
        sinks.all()
                .forEach(sink -> Gauge.builder("health.events.sink.held.up", sink, this::heldUp)
                        .tag("sink", sink.name())
                        .description("Subjects of which an event waits that the sink failed on")
                        .register(registry));
    }

    private void kept(MeterRegistry registry, String stage, String sink) {
        Gauge.builder("health.events.dead.letters", stored, figures -> figures.deadLetters(stage, sink))
                .tag("stage", stage)
                .tag("sink", sink)
                .description("Dead letters that are there now; the sink is that of those that could not be delivered")
                .register(registry);
    }

    private double heldUp(Sink sink) {
        return stored.of(sink).heldUp();
    }

    private double oldest(Sink sink) {
        Duration oldest = stored.of(sink).oldest();
        return oldest == null ? 0 : oldest.toMillis() / 1000.0;
    }

    private static double deadLetters(Sink sink) {
        return sink.status().deadLettered() + sink.outbox().overflowed();
    }

    private static double stalled(Sink sink) {
        return sink.outbox().pending() == 0 ? 0 : sink.status().stalled().toMillis() / 1000.0;
    }

    private record OfSource(MeterRegistry registry, Source source, Standby standby) {

        private static final String PREFIX = "health.events.source.";

        void bind() {
            gauge("lag", "seconds", "How far the cursor is behind the server's clock", this::lag);
            gauge(
                    "stalled",
                    "seconds",
                    "For how long a look or a sweep has been due and not done",
                    status -> status.stalled().toMillis() / 1000.0);
            gauge("latest", "seconds", "The longest time that a late change took to surface", OfSource::latest);
            gauge("backlog.read", "percent", "How much of the backlog's time is read", OfSource::backlog);
            counter("events", "Changes that were announced", SourceStatus::events);
            for (HealthEventType type : HealthEventType.values()) {
                FunctionCounter.builder(PREFIX + "events.by.type", source.status(), status -> status.events(type))
                        .tag("source", source.settings().name())
                        .tag("type", type.value())
                        .description("Changes that were announced, by the event's type")
                        .register(registry);
            }
            source.status()
                    .onCommit(
                            timer("commit", "How long the commit of a window took")::record,
                            timer("delay", "From a change to its event in the outboxes, but for backlogs")::record);
            source.status()
                    .onPage(timer("page", "From the request for a page of the history or feed to its end")::record);
            counter("pages.failed", "Requests for a page that failed", SourceStatus::failedPages);
            counter("windows.failed", "Windows that could not be read and are read again", SourceStatus::failedWindows);
            counter("sweeps", "Sweeps that have come to their end", SourceStatus::sweeps);
            counter("repeats", "Changes that were read again and not announced again", SourceStatus::repeats);
            counter("late", "Changes that surfaced behind what had been read", SourceStatus::lateEvents);
            counter("routed.nowhere", "Events that no route sent to an outbox", SourceStatus::routedNowhere);
            counter("foreign", "Events in a topic that were of other kinds", SourceStatus::foreign);
            gauge("partitions", null, "Partitions of its topic that this process has", OfSource::partitions);
            gauge("behind", null, "Records of these partitions that are not done with", OfSource::behind);
            counter("dead.letters", "Entries and events that became dead letters", SourceStatus::deadLetters);
        }

        private Timer timer(String name, String description) {
            return Metrics.timer(PREFIX + name, description)
                    .tag("source", source.settings().name())
                    .register(registry);
        }

        private void gauge(String name, String unit, String description, ToDoubleFunction<SourceStatus> value) {
            Gauge.builder(PREFIX + name, source.status(), value)
                    .tag("source", source.settings().name())
                    .baseUnit(unit)
                    .description(description)
                    .register(registry);
        }

        private void counter(String name, String description, ToDoubleFunction<SourceStatus> value) {
            FunctionCounter.builder(PREFIX + name, source.status(), value)
                    .tag("source", source.settings().name())
                    .description(description)
                    .register(registry);
        }

        /** NaN would have somebody called who stands by. */
        private double lag(SourceStatus status) {
            if (standby.lasts()) {
                return 0;
            }
            Duration lag = status.lag();
            return lag == null ? Double.NaN : lag.toMillis() / 1000.0;
        }

        private static double partitions(SourceStatus status) {
            return status.partitions().size();
        }

        private static double behind(SourceStatus status) {
            return status.partitions().stream()
                    .mapToLong(one -> one.lag() == null ? 0 : one.lag())
                    .sum();
        }

        private static double latest(SourceStatus status) {
            return status.latestBy().toMillis() / 1000.0;
        }

        private static double backlog(SourceStatus status) {
            Pace pace = status.backlogPace();
            return pace == null ? 100 : pace.percent();
        }
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
    }

    private static void bind(MeterRegistry registry, Sink sink, ToDoubleFunction<Sink> oldest) {
        Tags tags = Tags.of("sink", sink.name());
        Map<DeliveryOutcome, Timer> deliveries = new EnumMap<>(DeliveryOutcome.class);
        for (DeliveryOutcome outcome : DeliveryOutcome.values()) {
            deliveries.put(
                    outcome,
                    timer("health.events.sink.delivery", "How long the delivery of a batch took, by its outcome")
                            .tags(tags.and("outcome", outcome.value()))
                            .register(registry));
        }
        Timer latency = timer("health.events.sink.latency", "From a change to the sink having taken it, no backlogs")
                .tags(tags)
                .register(registry);
        sink.status().onDelivery((outcome, took) -> deliveries.get(outcome).record(took), latency::record);
        Gauge.builder("health.events.sink.oldest", sink, oldest)
                .tags(tags)
                .baseUnit("seconds")
                .description("For how long the event has waited that waits longest")
                .register(registry);
        Gauge.builder("health.events.sink.stalled", sink, Metrics::stalled)
                .tags(tags)
                .baseUnit("seconds")
                .description("For how long the sink has taken nothing while events wait")
                .register(registry);
        Gauge.builder("health.events.sink.pending", sink.outbox(), outbox -> outbox.pending())
                .tags(tags)
                .description("Events that wait in the sink's outbox")
                .register(registry);
        FunctionCounter.builder("health.events.sink.delivered", sink.status(), status -> status.delivered())
                .tags(tags)
                .description("Events that the sink took")
                .register(registry);
        FunctionCounter.builder("health.events.sink.filtered", sink.outbox(), outbox -> outbox.filtered())
                .tags(tags)
                .description("Events that routes sent to the sink and its filter kept out")
                .register(registry);
        FunctionCounter.builder("health.events.sink.failed", sink.status(), status -> status.failed())
                .tags(tags)
                .description("Attempts to deliver that failed")
                .register(registry);
        FunctionCounter.builder("health.events.sink.dead.letters", sink, Metrics::deadLetters)
                .tags(tags)
                .description("Events that could not be delivered and became dead letters")
                .register(registry);
    }
}
