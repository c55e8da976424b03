package dev.healthevents.camel.source;

import dev.healthevents.event.HealthEvent;
import java.util.AbstractList;
import java.util.List;

/** The new events of a window, oldest first. Where text or bytes are wanted of it, it becomes an array of JSON. */
public final class NewEvents extends AbstractList<HealthEvent> {

    private final List<HealthEvent> events;

    /** @param events not copied */
    NewEvents(List<HealthEvent> events) {
        this.events = events;
    }

    @Override
    public HealthEvent get(int index) {
        return events.get(index);
    }

    @Override
    public int size() {
        return events.size();
    }
}
