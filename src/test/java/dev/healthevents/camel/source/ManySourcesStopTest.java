package dev.healthevents.camel.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.healthevents.camel.routes.RouteHarness;
import dev.healthevents.source.ScriptedFeed;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.source.WakeSecret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Everything is stopped while many servers take their time to answer. */
class ManySourcesStopTest {

    private static final int MANY = 30;

    @TempDir
    Path directory;

    private final CountDownLatch asked = new CountDownLatch(MANY);
    private final CountDownLatch closed = new CountDownLatch(MANY);
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.healthevents.sources");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
    }

    /** Its server answers nobody before all sources were told to stop. */
    private final class SlowFeed extends ScriptedFeed {

        @Override
        public Instant serverTime() {
            asked.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.serverTime();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private Source source(int number) {
        SourceSettings settings = new SourceSettings(
                "lab" + number,
                "fhir",
                Start.BEGINNING,
                null,
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofMillis(100),
                1_000,
                WakeSecret.NONE);
        return new Source(settings, SlowFeed::new, Clock.systemUTC());
    }

    @Test
    void allAreToldToEndBeforeOneOfThemIsWaitedFor() throws Exception {
        List<Source> sources = IntStream.range(0, MANY).mapToObj(this::source).toList();
        try (RouteHarness routes = new RouteHarness(directory, sources, "event-hubs")) {
            routes.load(
                    directory,
                    "dead-letters.camel.yaml",
                    "health-events.camel.yaml",
                    "changes.camel.yaml",
                    "fhir-source.camel.yaml");
            asked.await();
            routes.context().stop();

            assertThat(sources)
                    .allSatisfy(source -> assertThat(source.status().state()).isEqualTo("stopped"));
            // What is waited for and does not end is told.
            assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains("still"));
        }
    }
}
