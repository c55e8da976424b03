package dev.healthevents.source;

import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.topic.RecordEvents;
import dev.healthevents.feed.topic.RecordReader;
import dev.healthevents.source.WindowParts.Part;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.Timing;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes what was read of a partition through the routes into the outboxes: of all sinks but those that were left behind, or of
 * one of those. For one thread at a time.
 */
final class TopicWindows {

    private final Source source;
    private final State state;
    private final RecentEvents recent;
    private final WindowAnnouncer announcer;
    private final RecordReader reader;
    private final RejectedEntries rejected;
    private final WindowLog log;
    private final Clock clock;
    private final Sinks sinks;
    private volatile Instant newest;

    TopicWindows(Source source, State state, Sinks sinks, RecentEvents recent, WindowAnnouncer announcer, Clock clock) {
        this.source = source;
        this.state = state;
        this.sinks = sinks;
        this.recent = recent;
        this.announcer = announcer;
        this.reader = new RecordReader(source.topic().topic());
        this.rejected = new RejectedEntries(clock);
        this.log = new WindowLog(source.settings().name(), clock);
        this.clock = clock;
    }

    /**
     * @param records of the partition, in order; those that it is done with are passed over
     * @throws Exception if a route failed or the state store refuses it: the partition is to be read again
     */
    void announce(HeldPartition partition, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        List<HealthEvent> events = new ArrayList<>();
        List<Rejected> notUnderstood = new ArrayList<>();
        Map<UUID, Collection<Long>> offsets = new LinkedHashMap<>();
        int foreign = 0;
        newest = Instant.ofEpochMilli(records.get(records.size() - 1).timestamp());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (partition.isDone(record.offset())) {
                continue;
            }
            RecordEvents read = reader.read(record.value(), record.partition(), record.offset());
            events.addAll(read.events());
            notUnderstood.addAll(read.rejected());
            read.events().forEach(event -> of(offsets, event.id()).add(record.offset()));
            read.rejected().forEach(entry -> of(offsets, entry.id()).add(record.offset()));
            foreign += read.foreign();
        }
        source.status().foreign(foreign);
        List<Long> opened =
                offsets.values().stream().flatMap(Collection::stream).toList();
        Set<String> behind =
                partition.open(opened, records.get(records.size() - 1).offset() + 1);
        if (!opened.isEmpty()) {
            announce(partition, offsets, read(events, notUnderstood), allBut(behind), null);
        }
    }

    /** Those that a window is for; empty: all. */
    private List<String> allBut(Set<String> behind) {
        return behind.isEmpty()
                ? List.of()
                : sinks.all().stream()
                        .map(Sink::name)
                        .filter(name -> !behind.contains(name))
                        .toList();
    }

    /**
     * Hands a sink what it was left behind with. What is no event was dealt with for all sinks.
     *
     * @throws Exception as {@link #announce}; the partition is to be begun anew
     */
    void catchUp(HeldPartition partition, String sink, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
        List<HealthEvent> events = new ArrayList<>();
        Map<UUID, Collection<Long>> offsets = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            RecordEvents read = reader.read(record.value(), record.partition(), record.offset());
            events.addAll(read.events());
            read.events().forEach(event -> of(offsets, event.id()).add(record.offset()));
        }
        if (!events.isEmpty()) {
            announce(partition, offsets, read(events, List.of()), List.of(sink), sink);
        }
    }

    /** The time of the record that was read last; {@code null} before the first. */
    Instant newest() {
        return newest;
    }

    private static Collection<Long> of(Map<UUID, Collection<Long>> offsets, UUID id) {
        return offsets.computeIfAbsent(id, any -> new ArrayList<>());
    }

    private WindowRead read(List<HealthEvent> events, List<Rejected> notUnderstood) {
        Instant now = clock.instant();
        return new WindowRead(Window.openFrom(now), events, notUnderstood, now, events.size() + notUnderstood.size());
    }

    /** @param behind the one sink that it is for, if it was left behind, or {@code null} */
    private void announce(
            HeldPartition partition,
            Map<UUID, Collection<Long>> offsets,
            WindowRead read,
            List<String> to,
            String behind)
            throws Exception {
        try (WindowParts parts = new WindowParts(
                read,
                () -> new WindowTransaction(state.database(), state.seen(), partition.origin(), to),
                announcer,
                rejected,
                state.partBytes())) {
            for (Part next = parts.next(); next != null; next = parts.next()) {
                Part part = next;
                if (!to.isEmpty()) {
                    // Whether those would get it that were left behind is not known yet.
                    part.read().events().forEach(event -> part.transaction().routed(event.id()));
                }
                add(partition, offsets, part, behind);
                committed(part, behind == null);
            }
        }
    }

    /** Who delivers must find the events known before they find their rows. */
    private static void add(HeldPartition partition, Map<UUID, Collection<Long>> offsets, Part part, String behind) {
        WindowTransaction transaction = part.transaction();
        Map<UUID, List<DeadLetter>> letters = new LinkedHashMap<>();
        for (DeadLetter letter : letters(transaction)) {
            letters.computeIfAbsent(UUID.fromString(letter.id()), any -> new ArrayList<>())
                    .add(letter);
        }
        List<UUID> ids = new ArrayList<>(letters.keySet());
        part.read().events().forEach(event -> ids.add(event.id()));
        for (UUID id : ids) {
            Collection<Long> records = offsets.remove(id);
            // An event that is in the topic twice is on its way by the first.
            if (records == null) {
                continue;
            }
            Set<String> sinks = transaction.outgoing().sinks(id);
            List<DeadLetter> dead = letters.getOrDefault(id, List.of());
            if (behind == null) {
                partition.add(id.toString(), records, sinks, dead);
            } else {
                partition.addBehind(behind, id.toString(), records, sinks, dead);
            }
        }
    }

    private static List<DeadLetter> letters(WindowTransaction transaction) {
        List<DeadLetter> letters = new ArrayList<>(transaction.deadLetters());
        letters.addAll(transaction.outgoing().notFitting());
        return letters;
    }

    /** @param first whether it is not what others had before */
    private void committed(Part part, boolean first) {
        WindowTransaction transaction = part.transaction();
        SourceStatus status = source.status();
        Instant recentSince = clock.instant().minus(source.settings().retention());
        transaction.time(new Timing(recentSince, Duration.ZERO));
        long began = System.nanoTime();
        transaction.commit();
        if (!first) {
            status.counted(0, 0, transaction.deadLetters().size(), 0);
            return;
        }
        long took = System.nanoTime() - began;
        List<HealthEvent> announced = part.read().events().stream()
                .filter(event -> transaction.announced().contains(event.id()))
                .toList();
        recent.add(announced);
        status.committed(announced, recentSince, Duration.ofNanos(took));
        status.counted(
                transaction.announced().size(),
                transaction.repeats(),
                transaction.deadLetters().size(),
                transaction.routedNowhere());
        log.window(part.read(), announced.size(), transaction, took);
    }
}
