package dev.healthevents.source;

import dev.healthevents.delivery.Backoff;
import dev.healthevents.delivery.Fatal;
import dev.healthevents.delivery.Reason;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.feed.FeedException;
import dev.healthevents.source.HeldPartition.Letter;
import dev.healthevents.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic as a member of its consumer group for as long as it is not closed, and has its dead letters put on record.
 * What happens to the group's membership, here or at the brokers, is tried again.
 */
public final class TopicReader {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration LONGEST_STEP = Duration.ofMinutes(2);

    /** Of the session's timeout: before its end nothing is delivered any more. */
    private static final double LASTS = 0.8;

    /** That are read at once. */
    static final int MOST_RECORDS = 1_000;

    private final Source source;
    private final String name;
    private final State state;
    private final Sinks sinks;
    private final BooleanSupplier mayRead;
    private final Workers workers;
    private final Clock clock;
    private final Backoff backoff;
    private final RecentEvents recent;
    private final WindowAnnouncer announcer;
    private final TopicWindows windows;
    private final DeadLetterTopic deadLetters;
    private final OnDemand recording;
    private final ReplayLoop replays;
    private final CatchUps catchUps;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile TopicMember member;
    private volatile long sign = System.nanoTime();
    private volatile String notRecorded;
    private String loggedReason;

    /** @param mayRead whether more may be read */
    public TopicReader(
            Source source,
            State state,
            Sinks sinks,
            RecentEvents recent,
            WindowAnnouncer announcer,
            BooleanSupplier mayRead,
            Workers workers,
            Clock clock) {
        this.source = source;
        this.name = source.settings().name();
        this.state = state;
        this.sinks = sinks;
        this.mayRead = mayRead;
        this.workers = workers;
        this.clock = clock;
        this.backoff = new Backoff(clock);
        this.recent = recent;
        this.announcer = announcer;
        this.windows = windows();
        this.catchUps = new CatchUps(sinks, this::catchUp, workers);
        this.deadLetters = new DeadLetterTopic(source.topic());
        this.recording = new OnDemand(workers, this::record);
        this.replays = new ReplayLoop(source, state, sinks, announcer, mayRead, workers, clock);
    }

    /** Begins to read, on a thread of its own. */
    public void start() {
        source.onReplay(replays::look);
        replays.look();
        workers.execute(this::run);
    }

    private void run() {
        workers.execute(this::makeDeadLetterTopic);
        try {
            while (closing.getCount() > 0) {
                lived();
            }
        } finally {
            deadLetters.close();
            ended.countDown();
        }
    }

    /** Until there is a dead letter nothing depends on it. */
    private void makeDeadLetterTopic() {
        try {
            deadLetters
                    .make()
                    .ifPresent(reason -> LOG.warn(
                            "{}: it can't be seen to that there is a topic or event hub {} for dead letters: {}. Create it, or give"
                                    + " this process the right to: nothing behind a dead letter counts as delivered without it.",
                            name,
                            source.topic().deadLetters(),
                            reason));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One membership, from joining to leaving. */
    private void lived() {
        try {
            member = member();
            member.join();
            while (closing.getCount() > 0) {
                sign = System.nanoTime();
                step(member);
            }
        } catch (Throwable e) {
            failed(e);
        } finally {
            leave();
        }
        pause();
    }

    private void step(TopicMember of) throws Exception {
        Set<String> crowded = crowded();
        try {
            of.step(backoff.due() && mayRead.getAsBoolean(), crowded);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BatchFailedException failure)) {
                throw e;
            }
            of.readAgain(failure);
            failed(failure.getCause());
            return;
        }
        catchUps.look(of.held());
        tell(of, obstacle(of, crowded));
        if (of.partitions().stream().anyMatch(partition -> partition.nextLetter() != null)) {
            recording.ask();
        }
    }

    /** Sinks whose outbox has no room for more, for whatever reason. */
    private Set<String> crowded() {
        Set<String> crowded = new TreeSet<>();
        for (Sink sink : sinks.all()) {
            if (sink.crowded(MOST_RECORDS)) {
                crowded.add(sink.name());
            }
        }
        return crowded;
    }

    /** What keeps it from reading on: an outbox that is full, of a sink that can't be left behind. */
    private Optional<String> obstacle(TopicMember of, Set<String> crowded) {
        return of.held().leftBehind(crowded)
                ? Optional.empty()
                : crowded.stream()
                        .findFirst()
                        .flatMap(sinks::find)
                        .map(sink -> "reading pauses: "
                                + sink.outbox().pending() + " events wait for sink " + sink.name()
                                + ", its outbox-limit is "
                                + sink.outboxLimit());
    }

    private void tell(TopicMember of, Optional<String> obstacle) {
        List<PartitionState> states = of.states();
        Set<String> leftBehind = of.held().behind();
        SourceStatus status = source.status();
        status.partitions(states);
        status.capabilities("group " + source.topic().group() + " of "
                + source.topic().topic() + ", has "
                + (states.isEmpty()
                        ? "no partition"
                        : "partitions "
                                + states.stream().map(PartitionState::partition).toList())
                + (leftBehind.isEmpty() ? "" : "; left behind: " + String.join(", ", leftBehind)));
        if (!backoff.due()) {
            return;
        }
        if (obstacle.isPresent()) {
            status.paused(obstacle.get());
            return;
        }
        Optional<String> trouble = Optional.ofNullable(notRecorded).or(catchUps::trouble);
        if (trouble.isPresent()) {
            status.failed(trouble.get());
            return;
        }
        recovered();
        long behind = states.stream()
                .mapToLong(one -> one.lag() == null ? 0 : one.lag())
                .sum();
        Instant oldest = windows.newest();
        status.read(behind > MOST_RECORDS, behind == 0 || oldest == null ? clock.instant() : oldest);
    }

    /** Puts dead letters on record, and only then counts their events as done with. */
    private void record() {
        TopicMember current = member;
        if (current == null) {
            return;
        }
        try {
            for (HeldPartition partition : current.partitions()) {
                for (Letter next = partition.nextLetter(); next != null; next = partition.nextLetter()) {
                    deadLetters.put(next.letter());
                    partition.recorded(next);
                }
            }
            notRecorded = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            String reason =
                    "dead letters can't be put on record in " + source.topic().deadLetters() + ": "
                            + Reason.of(e)
                            + "; nothing behind them counts as delivered until they are: see that there is such a"
                            + " topic or event hub, and that this process may write to it";
            if (notRecorded == null) {
                LOG.warn("{}: {}.", name, reason);
            }
            notRecorded = reason;
        }
    }

    private TopicWindows windows() {
        return new TopicWindows(source, state, sinks, recent, announcer, clock);
    }

    private CatchUp catchUp(HeldTopic held, Sink sink) {
        Map<String, Object> properties = properties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "health-events-" + name + "-" + sink.name());
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        BooleanSupplier goesOn = () -> closing.getCount() > 0 && mayRead.getAsBoolean();
        return new CatchUp(source, held, sink, windows(), goesOn, consumer, clock);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(source.topic().client());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        return properties;
    }

    private TopicMember member() throws FeedException {
        TopicSettings topic = source.topic();
        Map<String, Object> properties = properties();
        int session = (int) topic.sessionTimeout().toMillis();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, topic.group());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "health-events-" + name);
        properties.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000);
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, Math.min(1_000, session / 3));
        // Who goes on with its partitions does so while others join and leave.
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        LeaseTime time = new LeaseTime(Duration.ofMillis((long) (session * LASTS)), System::nanoTime);
        TopicMember made = new TopicMember(source, consumer, time, sinks, letters -> recording.ask(), windows, workers);
        if (consumer.partitionsFor(topic.topic()).isEmpty()) {
            made.close();
            throw new FeedException(
                    "there is no topic or event hub " + topic.topic() + ": create it, or correct event-hub");
        }
        return made;
    }

    private void leave() {
        TopicMember last = member;
        member = null;
        source.status().partitions(List.of());
        if (last == null) {
            return;
        }
        try {
            last.close();
        } catch (RuntimeException e) {
            LOG.debug("{}: leaving the group failed:", name, e);
        }
    }

    private void pause() {
        try {
            closing.await(backoff.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // There is nobody to ask this thread to end but by closing.
        }
    }

    private void failed(Throwable e) {
        Fatal.check(e);
        if (closing.getCount() == 0) {
            return;
        }
        Duration wait = backoff.failed(null);
        String reason = e instanceof FeedException || e instanceof StateException ? e.getMessage() : Reason.of(e);
        source.status().failed(reason);
        if (!reason.equals(loggedReason)) {
            LOG.warn("{}: {}. Nothing is lost; trying again in {} ms.", name, reason, wait.toMillis());
            LOG.debug("{}: The failure in full:", name, e);
            loggedReason = reason;
        }
    }

    private void recovered() {
        if (backoff.failures() > 0) {
            LOG.info("{}: reading again, after {} failed attempts.", name, backoff.failures());
            loggedReason = null;
            backoff.succeeded();
        }
    }

    /** For how long it has not done anything; zero while it does. */
    public Duration stalled() {
        Duration since = Duration.ofNanos(System.nanoTime() - sign);
        return closing.getCount() == 0 || since.compareTo(LONGEST_STEP) < 0 ? Duration.ZERO : since;
    }

    /** Has nothing more of it be delivered, and it leave the group. Waits for nothing. */
    public void close() {
        closing.countDown();
        replays.stop();
        TopicMember last = member;
        if (last != null) {
            last.wakeup();
        }
    }

    /** Whether it has ended, once it is closed. */
    public boolean ended() {
        return ended.getCount() == 0 && replays.ended() && catchUps.ended();
    }
}
