package dev.healthevents.ops;

import dev.healthevents.delivery.Fatal;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.StandbyException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** Gives up dead letters that have been kept for as long as they shall be. */
public final class DeadLetterRetention implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.ops");
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    private final DeadLetters letters;
    private final Duration retention;
    private final Clock clock;
    private final ScheduledExecutorService thread;

    public DeadLetterRetention(DeadLetters letters, Duration retention, Clock clock) {
        this.letters = letters;
        this.retention = retention;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "dead-letter-retention");
            thread.setDaemon(true);
            return thread;
        });
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.scheduleWithFixedDelay(this::giveUpOrTell, 0, INTERVAL.toSeconds(), TimeUnit.SECONDS);
    }

    /** Whatever it throws would end the schedule. */
    private void giveUpOrTell() {
        try {
            giveUp();
        } catch (StandbyException e) {
            LOG.debug("Old dead letters are given up by the bridge that has the state store.");
        } catch (Throwable e) {
            Fatal.check(e);
            LOG.warn("Old dead letters could not be given up; that is tried again in {} min.", INTERVAL.toMinutes(), e);
        }
    }

    void giveUp() {
        long givenUp = letters.giveUpBefore(clock.instant().minus(retention));
        if (givenUp > 0) {
            LOG.info("{} dead letters are given up, which health-events.dead-letters.retention says.", givenUp);
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
