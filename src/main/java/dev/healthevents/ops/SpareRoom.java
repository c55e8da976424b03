package dev.healthevents.ops;

import dev.healthevents.state.StateDatabase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Has the state store give room back to the disk while hardly anything is written. */
@Component
class SpareRoom implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.ops");
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration AT_A_TIME = Duration.ofMillis(250);

    private final StateDatabase database;
    private final ScheduledExecutorService thread;

    SpareRoom(StateDatabase database) {
        this.database = database;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread reclaimer = new Thread(work, "spare-room");
            reclaimer.setDaemon(true);
            return reclaimer;
        });
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.scheduleWithFixedDelay(this::give, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** An exception would end the schedule. */
    private void give() {
        try {
            database.giveRoomBack(AT_A_TIME);
        } catch (RuntimeException e) {
            LOG.debug("The state store could give no room back; it is tried again in {} s.", INTERVAL.toSeconds(), e);
        }
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
