package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.state.WindowTransaction;
import java.util.List;

/** Takes a window's events through the routes. */
@FunctionalInterface
public interface WindowAnnouncer {

    /**
     * @param events the window's events, oldest first, those that were announced before among them
     * @param transaction gathers what the routes make of them
     * @throws Exception if a route failed; nothing of the window counts then
     */
    void announce(List<HealthEvent> events, WindowTransaction transaction) throws Exception;
}
