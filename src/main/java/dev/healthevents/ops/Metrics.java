package dev.healthevents.ops;

import dev.healthevents.camel.Pace;
import dev.healthevents.camel.Source;
import dev.healthevents.camel.SourceStatus;
import dev.healthevents.camel.Sources;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How each source and each sink is doing, as numbers for a monitoring system. */
@Component
class Metrics implements MeterBinder {

    private final Sources sources;
    private final Sinks sinks;

    Metrics(Sources sources, Sinks sinks) {
        this.sources = sources;
        this.sinks = sinks;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        sources.all().forEach(source -> new OfSource(registry, source).bind());
        sinks.all().forEach(sink -> bind(registry, sink));
    }

    private record OfSource(MeterRegistry registry, Source source) {

        void bind() {
            gauge("lag", "seconds", "How far the cursor is behind the server's clock", OfSource::lag);
            gauge("latest", "seconds", "The longest time that a late change took to surface", OfSource::latest);
            gauge("backlog.read", "percent", "How much of the backlog's time is read", OfSource::backlog);
            counter("events", "Changes that were announced", SourceStatus::events);
            counter("repeats", "Changes that were read again and not announced again", SourceStatus::repeats);
            counter("late", "Changes that surfaced behind what had been read", SourceStatus::lateEvents);
            counter("dead.letters", "Entries and events that became dead letters", SourceStatus::deadLetters);
        }

        private void gauge(String name, String unit, String description, ToDoubleFunction<SourceStatus> value) {
            Gauge.builder("health.events.source." + name, source.status(), value)
                    .tag("source", source.settings().name())
                    .baseUnit(unit)
                    .description(description)
                    .register(registry);
        }

        private void counter(String name, String description, ToDoubleFunction<SourceStatus> value) {
            FunctionCounter.builder("health.events.source." + name, source.status(), value)
                    .tag("source", source.settings().name())
                    .description(description)
                    .register(registry);
        }

        private static double lag(SourceStatus status) {
            Duration lag = status.lag();
            return lag == null ? Double.NaN : lag.toMillis() / 1000.0;
        }

        private static double latest(SourceStatus status) {
            return status.latestBy().toMillis() / 1000.0;
        }

        private static double backlog(SourceStatus status) {
            Pace pace = status.backlogPace();
            return pace == null ? 100 : pace.percent();
        }
    }

    private static void bind(MeterRegistry registry, Sink sink) {
        Tags tags = Tags.of("sink", sink.name());
        Gauge.builder("health.events.sink.pending", sink.outbox(), outbox -> outbox.pending())
                .tags(tags)
                .description("Events that wait in the sink's outbox")
                .register(registry);
        FunctionCounter.builder("health.events.sink.delivered", sink.status(), status -> status.delivered())
                .tags(tags)
                .description("Events that the sink took")
                .register(registry);
        FunctionCounter.builder("health.events.sink.failed", sink.status(), status -> status.failed())
                .tags(tags)
                .description("Attempts to deliver that failed")
                .register(registry);
        FunctionCounter.builder("health.events.sink.dead.letters", sink.status(), status -> status.deadLettered())
                .tags(tags)
                .description("Events that could not be delivered and became dead letters")
                .register(registry);
    }
}
