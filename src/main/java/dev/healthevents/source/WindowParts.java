package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.WindowTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes a window through the routes in parts, none of which holds more bytes than may be in memory at once: a route can
 * make each of a window's thousands of events as large as it likes. For one thread, and closed when it is done.
 */
final class WindowParts implements AutoCloseable {

    private static final int FEW = 100;

    private final Supplier<WindowTransaction> transactions;
    private final WindowAnnouncer announcer;
    private final RejectedEntries rejected;
    private final PartBytes bytes;
    private WindowRead left;
    private int offered = Integer.MAX_VALUE;

    /** @param transactions begins one for each part */
    WindowParts(
            WindowRead read,
            Supplier<WindowTransaction> transactions,
            WindowAnnouncer announcer,
            RejectedEntries rejected,
            PartBytes bytes) {
        this.left = read;
        this.transactions = transactions;
        this.announcer = announcer;
        this.rejected = rejected;
        this.bytes = bytes;
        bytes.begin();
    }

    /**
     * A part of a window that has gone through the routes.
     *
     * @param read the window with the events of this part
     * @param transaction what the routes made of them
     * @param last whether all of the window has gone through
     */
    record Part(WindowRead read, WindowTransaction transaction, boolean last) {}

    /** The next part, or {@code null} after the last one. */
    Part next() throws Exception {
        if (left == null) {
            return null;
        }
        WindowRead read = left;
        WindowTransaction transaction = transactions.get();
        // What a feed has learnt goes with all of what it learnt it from.
        if (read.learnt().isEmpty()) {
            transaction.holdAtMost(bytes::ofOnePart);
        }
        transaction.save(read.learnt());
        rejected.keep(read, transaction);
        // Most of what is read are repeats; they need not go through the routes to be dropped there.
        List<HealthEvent> unknown = read.events().stream()
                .filter(event -> !transaction.contains(event.id()))
                .toList();
        transaction.repeated(read.events().size() - unknown.size());
        List<HealthEvent> now = unknown.subList(0, Math.min(offered, unknown.size()));
        if (!now.isEmpty()) {
            announcer.announce(now, transaction);
        }
        return part(read, transaction, now, unknown.subList(now.size(), unknown.size()));
    }

    private Part part(WindowRead read, WindowTransaction transaction, List<HealthEvent> now, List<HealthEvent> later)
            throws FeedException {
        Set<UUID> postponed = transaction.postponed();
        List<HealthEvent> taken = new ArrayList<>(now.size());
        List<HealthEvent> rest = new ArrayList<>();
        now.forEach(event -> (postponed.contains(event.id()) ? rest : taken).add(event));
        rest.addAll(later);
        // The next ones are as large, as far as we know.
        offered = Math.max(FEW, 2 * taken.size());
        left = rest.isEmpty() ? read.next() : read.with(rest, List.of());
        return new Part(read.with(taken, read.rejected()), transaction, left == null);
    }

    @Override
    public void close() {
        bytes.end();
    }
}
