package dev.healthevents.source;

import dev.healthevents.delivery.Sinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group, from when it joins to when it leaves or is thrown out. For one thread, but for
 * {@link #wakeup}.
 *
 * <p>Every second it commits how far its partitions are done with, in this generation of the group. That the broker takes
 * it is the proof that it counts this process as a member, from when it was asked for the session's timeout: until a little
 * before the end of that time it is delivered, and no longer.
 */
final class TopicMember implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final Duration BUSY = Duration.ofMillis(5);
    private static final Duration COMMIT = Duration.ofSeconds(3);
    private static final long RENEWAL = Duration.ofSeconds(1).toNanos();

    /** Longer than a function may take to answer, and shorter than the group waits for a member. */
    private static final long LAST_REQUESTS = Duration.ofSeconds(45).toNanos();

    private final Source source;
    private final Consumer<byte[], byte[]> consumer;
    private final LeaseTime time;
    private final HeldTopic held;
    private final TopicPositions positions;
    private final TopicWindows windows;
    private final Executor threads;
    private final Map<HeldPartition, List<ConsumerRecord<byte[], byte[]>>> pending = new LinkedHashMap<>();
    private final Set<TopicPartition> again = new HashSet<>();
    private CompletableFuture<Void> batch;
    private long renewed = System.nanoTime() - RENEWAL;
    private boolean full;

    TopicMember(
            Source source,
            Consumer<byte[], byte[]> consumer,
            LeaseTime time,
            Sinks sinks,
            java.util.function.Consumer<HeldPartition> lettersCame,
            TopicWindows windows,
            Executor threads) {
        this.source = source;
        this.consumer = consumer;
        this.time = time;
        this.held = new HeldTopic(source.settings().name(), sinks, time, lettersCame);
        this.positions = new TopicPositions(consumer, source.settings());
        this.windows = windows;
        this.threads = threads;
    }

    void join() {
        consumer.subscribe(List.of(source.topic().topic()), this);
    }

    /**
     * Reads on, commits what is due, and hands on what was read. Where some sinks hold up all others, they are left behind.
     *
     * @param mayRead whether anything may be read
     * @param crowded sinks whose outbox has no room for more
     * @throws Exception if routes or the state store failed; what they failed on is read again
     */
    void step(boolean mayRead, Set<String> crowded) throws Exception {
        leaveBehind(crowded);
        boolean room = mayRead && held.leftBehind(crowded);
        full = held.size()
                >= (full ? source.topic().buffer() * 3 / 4 : source.topic().buffer());
        again.addAll(held.failed());
        step(room);
    }

    /** As long as nothing is on its way into outboxes, so that it is known what each sink was handed. */
    private void leaveBehind(Set<String> crowded) {
        if (batch != null || !pending.isEmpty() || !again.isEmpty() || !full && crowded.isEmpty()) {
            return;
        }
        Map<String, Integer> owed = held.owedTo();
        Set<String> slow = new TreeSet<>(owed.keySet());
        slow.removeIf(sink -> !crowded.contains(sink)
                && (!full || owed.get(sink) <= source.topic().buffer() / 2));
        slow.removeIf(sink -> held.leftBehind(Set.of(sink)));
        Set<String> others = new TreeSet<>(owed.keySet());
        others.removeAll(slow);
        others.removeAll(held.behind());
        if (slow.isEmpty() || others.isEmpty()) {
            return;
        }
        slow.forEach(held::leave);
        full = false;
    }

    private void step(boolean mayRead) throws Exception {
        boolean rests = !mayRead || full || batch != null || !pending.isEmpty();
        Set<TopicPartition> assigned = consumer.assignment();
        Set<TopicPartition> flowing = rests ? Set.of() : new HashSet<>(assigned);
        if (!flowing.isEmpty()) {
            flowing.removeAll(again);
        }
        consumer.resume(flowing);
        Set<TopicPartition> paused = new HashSet<>(assigned);
        paused.removeAll(flowing);
        consumer.pause(paused);
        poll(batch != null || !pending.isEmpty() ? BUSY : IDLE);
        renewIfDue();
        restart();
        handOn(mayRead);
    }

    private void poll(Duration patience) {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
            for (TopicPartition partition : records.partitions()) {
                held.find(partition)
                        .filter(one -> !one.closed())
                        .ifPresent(one -> pending.computeIfAbsent(one, any -> new ArrayList<>())
                                .addAll(records.records(partition)));
            }
        } catch (OffsetOutOfRangeException e) {
            consumer.beginningOffsets(e.offsetOutOfRangePartitions().keySet()).forEach((partition, first) -> {
                LOG.error(
                        "{}: partition {} begins at {} by now: what was in it from {} on was deleted by the topic's retention"
                                + " before it was delivered, and is lost here.",
                        source.settings().name(),
                        partition.partition(),
                        first,
                        e.offsetOutOfRangePartitions().get(partition));
                held.take(partition, new GroupPosition(first, null));
                consumer.seek(partition, first);
            });
        } catch (WakeupException e) {
            // Asked to end, which the caller looks for.
        }
    }

    private void renewIfDue() {
        if (System.nanoTime() - renewed >= RENEWAL || !time.lasts()) {
            renew(consumer.assignment());
        }
    }

    private void renew(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        long asked = time.now();
        if (!commit(partitions)) {
            return;
        }
        renewed = System.nanoTime();
        if (!time.renew(asked)) {
            // What was to be delivered meanwhile was dropped instead.
            held.all().forEach((partition, one) -> {
                if (one.waiting() > 0) {
                    again.add(partition);
                }
            });
        }
    }

    /** @return whether the broker has taken it, from a member of this generation */
    private boolean commit(Collection<TopicPartition> partitions) {
        try {
            consumer.commitSync(held.committable(partitions), COMMIT);
            return true;
        } catch (CommitFailedException | RebalanceInProgressException | TimeoutException | WakeupException e) {
            LOG.debug("{}: not committed: {}", source.settings().name(), e.toString());
            return false;
        }
    }

    /** Has partitions begun anew from what of them is done, when nothing of them is under way any more. */
    private void restart() {
        for (Iterator<TopicPartition> partitions = again.iterator(); partitions.hasNext(); ) {
            TopicPartition partition = partitions.next();
            HeldPartition before = held.find(partition).orElse(null);
            if (before == null) {
                partitions.remove();
                continue;
            }
            before.close();
            pending.remove(before);
            if (before.quiet()) {
                GroupPosition position = before.position();
                consumer.seek(partition, position.reading());
                held.take(partition, position);
                partitions.remove();
            }
        }
    }

    private void handOn(boolean mayRead) throws Exception {
        if (batch != null && batch.isDone()) {
            CompletableFuture<Void> done = batch;
            batch = null;
            done.get();
        }
        if (batch != null || pending.isEmpty() || !mayRead || !time.lasts()) {
            return;
        }
        Map<HeldPartition, List<ConsumerRecord<byte[], byte[]>>> now = new LinkedHashMap<>(pending);
        pending.clear();
        now.keySet().removeIf(partition -> !held.holds(partition));
        batch = CompletableFuture.runAsync(() -> announce(now), threads);
    }

    private void announce(Map<HeldPartition, List<ConsumerRecord<byte[], byte[]>>> records) {
        List<HeldPartition> left = new ArrayList<>(records.keySet());
        try {
            for (Map.Entry<HeldPartition, List<ConsumerRecord<byte[], byte[]>>> entry : records.entrySet()) {
                if (!entry.getKey().closed()) {
                    windows.announce(entry.getKey(), entry.getValue());
                }
                left.remove(entry.getKey());
            }
        } catch (Exception e) {
            throw new BatchFailedException(left, e);
        }
    }

    /** Has what a batch failed on read again. */
    void readAgain(BatchFailedException failure) {
        held.all().forEach((partition, one) -> {
            if (failure.left().contains(one)) {
                again.add(partition);
            }
        });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        positions.of(partitions).forEach((partition, position) -> {
            held.take(partition, position);
            consumer.seek(partition, position.reading());
        });
        renewed = System.nanoTime() - RENEWAL;
        LOG.info(
                "{}: has partitions {} now.",
                source.settings().name(),
                numbers(held.all().keySet()));
    }

    /** What is under way to sinks must be over before another process delivers what comes next. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<HeldPartition> going = held.of(partitions);
        going.forEach(HeldPartition::close);
        going.forEach(pending::remove);
        awaitQuiet(going, partitions);
        if (!going.isEmpty()) {
            commit(partitions);
        }
        partitions.forEach(held::release);
        again.removeAll(partitions);
        LOG.info("{}: gives partitions {} back.", source.settings().name(), numbers(partitions));
    }

    private void awaitQuiet(List<HeldPartition> going, Collection<TopicPartition> partitions) {
        Set<TopicPartition> staying = new HashSet<>(held.all().keySet());
        staying.removeAll(partitions);
        long until = System.nanoTime() + LAST_REQUESTS;
        try {
            for (HeldPartition one : going) {
                while (!one.awaitQuiet(100) && System.nanoTime() - until < 0) {
                    if (System.nanoTime() - renewed >= RENEWAL) {
                        renew(staying);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        held.of(partitions).forEach(pending::remove);
        partitions.forEach(held::release);
        again.removeAll(partitions);
        LOG.warn(
                "{}: partitions {} were taken away, since nothing was heard from here for too long; what was not delivered"
                        + " of them is delivered by who has them now.",
                source.settings().name(),
                numbers(partitions));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).sorted().toList();
    }

    Collection<HeldPartition> partitions() {
        return held.all().values();
    }

    /** What it has; any thread may ask. */
    HeldTopic held() {
        return held;
    }

    /** What it has, for people. */
    List<PartitionState> states() {
        List<PartitionState> states = new ArrayList<>();
        held.all().forEach((partition, one) -> {
            OptionalLong lag = consumer.currentLag(partition);
            states.add(new PartitionState(
                    partition.partition(),
                    one.committable(),
                    one.waiting(),
                    lag.isPresent() ? lag.getAsLong() + one.left() : null));
        });
        states.sort(Comparator.comparingInt(PartitionState::partition));
        return states;
    }

    /** Ends what it waits for. Any thread may. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(10));
        held.all().keySet().forEach(held::release);
    }
}
