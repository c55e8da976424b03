package dev.healthevents.delivery;

import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says which of the events in outboxes may be delivered. An event that a source has from a topic is in an outbox on the terms of
 * its {@link Lease} only, by which its row is found: its origin has a #. All others are this process's own.
 */
public final class Leases {

    private final Map<String, Lease> byOrigin = new ConcurrentHashMap<>();

    /** @param origin of its rows, with a #; never used again for another one, also after a restart */
    public void add(String origin, Lease lease) {
        byOrigin.put(origin, lease);
    }

    public void remove(String origin) {
        byOrigin.remove(origin);
    }

    private static boolean isLeased(OutboxRow row) {
        return row.origin().indexOf('#') >= 0;
    }

    /** Whether it is to be delivered here; else it is to leave the outbox without any trace. */
    boolean holds(String sink, OutboxRow row) {
        if (!isLeased(row)) {
            return true;
        }
        Lease lease = byOrigin.get(row.origin());
        return lease != null && lease.holds(sink, row.eventId());
    }

    /** Takes note that an event became a dead letter. */
    void givenUp(OutboxRow row, DeadLetter letter) {
        Lease lease = byOrigin.get(row.origin());
        if (lease != null) {
            lease.givenUp(letter);
        }
    }

    /** Begins to offer a batch: what may be delivered of it. To be closed when the offer is over. */
    public Offered begin(String sink, List<OutboxRow> batch) {
        Offered offered = new Offered(sink);
        batch.forEach(offered::add);
        return offered;
    }

    /** What is offered of a batch. For one thread. */
    public final class Offered implements AutoCloseable {

        private final String sink;
        private final List<OutboxRow> rows = new ArrayList<>();
        private final List<Begun> begun = new ArrayList<>();
        private boolean taken;

        private record Begun(Lease lease, String eventId) {}

        private Offered(String sink) {
            this.sink = sink;
        }

        private void add(OutboxRow row) {
            if (isLeased(row)) {
                Lease lease = byOrigin.get(row.origin());
                if (lease == null || !lease.begin(sink, row.eventId())) {
                    return;
                }
                begun.add(new Begun(lease, row.eventId()));
            }
            rows.add(row);
        }

        /** Those that may be delivered, in order; what is not among them is to leave the outbox with them. */
        public List<OutboxRow> rows() {
            return rows;
        }

        /** Takes note that the sink took all of it. */
        public void taken() {
            taken = true;
        }

        @Override
        public void close() {
            begun.forEach(one -> one.lease().end(sink, one.eventId(), taken));
        }
    }
}
