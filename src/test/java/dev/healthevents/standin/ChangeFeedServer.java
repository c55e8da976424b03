package dev.healthevents.standin;

import dev.healthevents.standin.ChangeFeedRow.Action;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A DICOM service that has a change feed and nothing else, with the behaviour of Microsoft's server as its source has it
 * (dicom-server at eeefbe4d). Speaks HTTP on 127.0.0.1. For use by several threads.
 */
public final class ChangeFeedServer implements AutoCloseable {

    private static final int REMEMBERED_REQUESTS = 10_000;

    private final Clock clock;
    private final ChangeFeedTable table = new ChangeFeedTable();
    private final ChangeFeedRenderer renderer = new ChangeFeedRenderer(table);
    private final Failures failures = new Failures();
    private final ChangeFeedResponder responder;
    private final Listener listener;
    private final Deque<Request> requests = new ArrayDeque<>();
    private volatile ZoneOffset databaseZone = ZoneOffset.UTC;

    private ChangeFeedServer(int port, Clock clock) throws IOException {
        this.clock = clock;
        this.responder = new ChangeFeedResponder(table, renderer, failures, clock);
        this.listener = new Listener(port, clock, this::answer);
        listener.start();
    }

    /** Starts on a free port. */
    public static ChangeFeedServer start() throws IOException {
        return start(0, Clock.systemUTC());
    }

    /** Starts on that port, 0 for a free one, with a clock of the test's own. */
    public static ChangeFeedServer start(int port, Clock clock) throws IOException {
        return new ChangeFeedServer(port, clock);
    }

    /** Its address, {@code http://127.0.0.1:PORT}, without a version. */
    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** Its address with a version of the API, 1 or 2. */
    public String url(int version) {
        return url() + "/v" + version;
    }

    /** Stores an instance. */
    public ChangeFeedRow create(DicomInstance instance) {
        return committed(Action.CREATE, List.of(instance)).get(0);
    }

    /** Updates the instances of a study in one transaction; the rows have one time. */
    public List<ChangeFeedRow> update(List<DicomInstance> instances) {
        return committed(Action.UPDATE, instances);
    }

    /** Deletes instances in one transaction; the rows have one time. */
    public List<ChangeFeedRow> delete(List<DicomInstance> instances) {
        return committed(Action.DELETE, instances);
    }

    private List<ChangeFeedRow> committed(Action action, List<DicomInstance> instances) {
        ChangeFeedTransaction transaction = begin(action, instances);
        transaction.commit();
        return transaction.rows();
    }

    /** Gives numbers and the present time to rows, which become visible when the transaction is committed, if ever. */
    public ChangeFeedTransaction begin(Action action, List<DicomInstance> instances) {
        return begin(action, instances, Duration.ZERO);
    }

    /** The same, with a time as long ago as said. */
    public ChangeFeedTransaction begin(Action action, List<DicomInstance> instances, Duration ago) {
        return begin(action, instances, clock.instant().minus(ago));
    }

    /** The same, with a time of the test's choice. */
    public ChangeFeedTransaction begin(Action action, List<DicomInstance> instances, Instant time) {
        // The server takes UTC for creates, and the zone of the database for the rest.
        return table.begin(action, instances, time, action == Action.CREATE ? ZoneOffset.UTC : databaseZone);
    }

    /** Adds rows of new instances spread evenly over a time. */
    public void fill(int rows, Instant from, Instant to) {
        long first = table.all().size();
        double step = (double) Duration.between(from, to).toNanos() / rows;
        LongStream.range(0, rows)
                .forEach(i -> begin(
                                Action.CREATE, List.of(DicomInstance.of(first + i)), from.plusNanos((long) (i * step)))
                        .commit());
    }

    /** Loses numbers, as SQL Server does with its identity cache at a restart: about 10,000. */
    public void skipNumbers(long count) {
        table.skip(count);
    }

    /** Goes back to how it was when that number was the highest, as a backup has it. */
    public void restore(long sequence) {
        table.restore(sequence);
    }

    /** Every row that is visible, by sequence. */
    public List<ChangeFeedRow> rows() {
        return table.all();
    }

    /** Writes members and actions in another way from now on. */
    public void casing(ChangeFeedCasing casing) {
        renderer.casing = casing;
    }

    /** Writes the times of updates and deletes in that zone from now on. */
    public void databaseZone(ZoneOffset zone) {
        databaseZone = zone;
    }

    /** Switches data partitions on. */
    public void partitions() {
        responder.partitions = true;
    }

    /** Knows only version 1 of the API from now on. */
    public void versionOneOnly() {
        responder.newestVersion = 1;
    }

    /** Writes a word of a version to come into that row's action. */
    public void unknownAction(ChangeFeedRow row, String action) {
        renderer.unknownActions.put(row.sequence(), action);
    }

    /** Answers 401 from now on to whoever does not send this bearer token. */
    public void requireToken(String token) {
        responder.token = token;
    }

    /** Cuts pages short from now on, as a gateway may: no rule of the service allows it. */
    public void mostRows(int rows) {
        responder.mostRows = rows;
    }

    /** Lets the next requests go wrong, after those that were to go wrong before. */
    public void failNext(Failure failure, int count) {
        failures.next(failure, count);
    }

    /** Lets a share (0 to 1) of the requests go wrong, in one of these ways, from now on. */
    public void failRandomly(double share, Failure... ways) {
        failures.randomly(share, List.of(ways));
    }

    /** The latest 10,000 requests, oldest first. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private Response answer(Request request) {
        synchronized (requests) {
            requests.add(request);
            if (requests.size() > REMEMBERED_REQUESTS) {
                requests.remove();
            }
        }
        return responder.apply(request);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
