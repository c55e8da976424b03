package dev.healthevents.standin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A FHIR server that has a history and nothing else, with the behaviour of HAPI FHIR JPA 8.8.0: newest first, paging by
 * offset over what is there at that moment, deletes without a time. Speaks HTTP on 127.0.0.1. For use by several
 * threads.
 */
public final class HistoryServer implements AutoCloseable {

    private static final int REMEMBERED_REQUESTS = 10_000;

    private final Clock clock;
    private final Ledger ledger = new Ledger();
    private final Failures failures = new Failures();
    private final Responder responder;
    private final Listener listener;
    private final Deque<Request> requests = new ArrayDeque<>();
    private long requestCount;

    private HistoryServer(int port, Clock clock) throws IOException {
        this.clock = clock;
        this.responder = new Responder(ledger, failures, clock);
        this.listener = new Listener(port, clock, this::answer);
        responder.base(url());
        listener.start();
    }

    /** Starts on a free port. */
    public static HistoryServer start() throws IOException {
        return start(0);
    }

    /** Starts on that port; 0 takes a free one. */
    public static HistoryServer start(int port) throws IOException {
        return start(port, Clock.systemUTC());
    }

    /** Starts with a clock of the test's own. */
    public static HistoryServer start(int port, Clock clock) throws IOException {
        return new HistoryServer(port, clock);
    }

    /** The base URL, {@code http://127.0.0.1:PORT/fhir}. */
    public String url() {
        return "http://127.0.0.1:" + listener.port() + "/fhir";
    }

    /** Writes version 1, or the next version if there is one already. */
    public HistoryEntry create(String type, String id) {
        return transaction(List.of(Write.create(type, id))).get(0);
    }

    /** Writes the next version; version 1, as a create, if there is none yet. */
    public HistoryEntry update(String type, String id) {
        return transaction(List.of(Write.update(type, id))).get(0);
    }

    /** Deletes the resource, which takes a version. */
    public HistoryEntry delete(String type, String id) {
        return transaction(List.of(Write.delete(type, id))).get(0);
    }

    /** Writes several with one lastUpdated. */
    public List<HistoryEntry> transaction(List<Write> writes) {
        return commitLate(Duration.ZERO, writes);
    }

    /** Makes a transaction visible now that began, and so has its lastUpdated, as long ago as said. */
    public List<HistoryEntry> commitLate(Duration lateness, List<Write> writes) {
        // One lock for the clock and the ledger, else a plain write could come late too.
        synchronized (ledger) {
            Instant began = clock.instant().minus(lateness).truncatedTo(ChronoUnit.MILLIS);
            List<HistoryEntry> written = new ArrayList<>(writes.size());
            writes.forEach(write -> written.add(ledger.write(write, began)));
            return written;
        }
    }

    /**
     * Adds changes spread evenly over a time: 45 % Patient, 45 % Observation, 10 % deletes, always the same ones.
     *
     * @param from not before the youngest change that is there
     */
    public void fill(int changes, Instant from, Instant to) {
        Mix.fill(ledger, changes, from.toEpochMilli(), to.toEpochMilli());
    }

    /** Everything there is, oldest first. */
    public List<HistoryEntry> history() {
        return ledger.all();
    }

    /** Lets the next history requests go wrong, after those that were to go wrong before. */
    public void failNext(Failure failure, int count) {
        failures.next(failure, count);
    }

    /** Lets a share (0 to 1) of the history requests go wrong, in one of these ways, from now on. */
    public void failRandomly(double share, Failure... ways) {
        failures.randomly(share, List.of(ways));
    }

    /** Where {@link Failure#NEXT_ELSEWHERE} points, without {@code /_history}. */
    public void nextAt(String url) {
        responder.elsewhere = url;
    }

    /** The largest page; unlimited unless said, as on HAPI. */
    public void maxPageSize(int entries) {
        responder.maxPageSize = entries;
    }

    /**
     * Answers as DSF 1.9 does, as far as measured or read in its source: oldest first, {@code _page}, an exact total,
     * whole resources, {@code response} with location and lastModified, {@code request.url} without an id but for
     * deletes, no {@code Bundle.meta}. Its links and URLs begin with what {@link #nextAt} says, for such a server names
     * the host that it was told. {@link Failure#NEXT_ELSEWHERE} and {@link Failure#NO_VERSIONS} do nothing then.
     */
    public void oldestFirst() {
        responder.newestFirst = false;
    }

    /** With {@link #oldestFirst}: leaves deletes out, as DSF does for readers to whom it can't attribute them. */
    public void hideDeletes() {
        responder.deletesHidden = true;
    }

    /** The latest 10,000 requests, oldest first. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** How many requests there were. */
    public long requestCount() {
        synchronized (requests) {
            return requestCount;
        }
    }

    private Response answer(Request request) {
        if (request.path().equals("/requests")) {
            return Response.text(200, "text/plain", requestLines());
        }
        remember(request);
        return responder.apply(request);
    }

    private String requestLines() {
        return requests().stream()
                .map(request -> request.at() + " " + request.method() + " " + request.target() + "\n")
                .collect(Collectors.joining());
    }

    private void remember(Request request) {
        synchronized (requests) {
            requestCount++;
            requests.add(request);
            if (requests.size() > REMEMBERED_REQUESTS) {
                requests.remove();
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
