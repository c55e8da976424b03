package dev.healthevents.ops;

import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Looks at the counters of all sources and sinks every few seconds, and so knows the last hour's rates. */
@Component
class Sampler implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.ops");
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int AN_HOUR = (int) Duration.ofHours(1).dividedBy(INTERVAL);

    private final List<Source> sources;
    private final List<Sink> sinks;
    private final Clock clock;
    private final RateHistory rates;
    private final ScheduledExecutorService thread;

    Sampler(Sources sources, Sinks sinks, Clock clock) {
        this.sources = sources.all();
        this.sinks = sinks.all();
        this.clock = clock;
        this.rates = new RateHistory(this.sources.size() + this.sinks.size(), AN_HOUR);
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread sampler = new Thread(work, "rates");
            sampler.setDaemon(true);
            return sampler;
        });
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.scheduleAtFixedRate(this::sampleOrTell, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }

    /** Whatever it throws would end the schedule. */
    private void sampleOrTell() {
        try {
            sample();
        } catch (Throwable e) {
            Fatal.check(e);
            LOG.warn("The rates could not be looked at; they are again in {} s.", INTERVAL.toSeconds(), e);
        }
    }

    void sample() {
        Instant now = clock.instant();
        LongStream announced =
                sources.stream().mapToLong(source -> source.status().events());
        LongStream delivered = sinks.stream().mapToLong(sink -> sink.status().delivered());
        rates.add(now, LongStream.concat(announced, delivered).toArray());
    }

    /** Those of the sources, then those of the sinks. */
    RateHistory.Snapshot rates() {
        return rates.snapshot();
    }

    List<String> sourceNames() {
        return sources.stream().map(source -> source.settings().name()).toList();
    }

    List<String> sinkNames() {
        return sinks.stream().map(Sink::name).toList();
    }
}
