package dev.healthevents.standin.eventhubs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A partition of an event hub: events in the order in which they came. */
final class Partition {

    private final List<StoredEvent> events = new ArrayList<>();
    private long bytes;

    synchronized void append(List<BatchFormat.Single> batch, Instant now) {
        for (BatchFormat.Single single : batch) {
            events.add(new StoredEvent(single.encoded(), single.partitionKey(), events.size(), bytes, now));
            bytes += single.encoded().length;
        }
    }

    synchronized List<StoredEvent> from(long sequenceNumber, int most) {
        int from = (int) Math.min(sequenceNumber, events.size());
        return List.copyOf(events.subList(from, Math.min(events.size(), from + most)));
    }

    synchronized int size() {
        return events.size();
    }

    synchronized StoredEvent last() {
        return events.isEmpty() ? null : events.get(events.size() - 1);
    }
}
