package dev.healthevents.standin.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.standin.Listener;
import dev.healthevents.standin.Request;
import dev.healthevents.standin.Response;
import dev.healthevents.standin.Response.Ending;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A custom topic of Event Grid on 127.0.0.1, by http. It keeps what it takes, in order and byte for byte, and delivers it to
 * nobody. For use by several threads.
 */
public final class EventGridTopic implements AutoCloseable {

    /** The key that it asks for. */
    public static final String KEY = "c3RhbmQtaW4ncyBrZXkgb2YgMzIgYnl0ZXMhISEhISE=";

    private static final String ID =
            "/subscriptions/local/resourceGroups/local/providers/Microsoft.EventGrid/topics/stand-in";
    private static final String PATH = "/api/events";

    private final TopicSchema schema;
    private final Clock clock;
    private final TopicAccess access;
    private final TopicFailures failures = new TopicFailures();
    private final Map<String, Integer> refused = new ConcurrentHashMap<>();
    private final List<TopicBatch.Event> stored = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final int port;
    private volatile TopicLimits limits = TopicLimits.OF_THE_SERVICE;
    private volatile Duration delay = Duration.ZERO;
    private Listener listener;

    private EventGridTopic(TopicSchema schema, int port, Clock clock) throws IOException {
        this.schema = schema;
        this.clock = clock;
        this.listener = new Listener(port, clock, this::answer);
        this.port = listener.port();
        this.access = new TopicAccess(url(), KEY, clock);
        listener.start();
    }

    /** Starts on a free port. */
    public static EventGridTopic start(TopicSchema schema) throws IOException {
        return start(schema, 0, Clock.systemUTC());
    }

    /** Starts on that port, 0 for a free one, with a clock of the test's own. */
    public static EventGridTopic start(TopicSchema schema, int port, Clock clock) throws IOException {
        return new EventGridTopic(schema, port, clock);
    }

    /** Where to publish. */
    public String url() {
        return "http://127.0.0.1:" + port + PATH;
    }

    /** The events that it took, as they came, in order. */
    public List<String> events() {
        return events(0);
    }

    /** The same without so many of the first ones. */
    public List<String> events(int first) {
        synchronized (stored) {
            return stored.subList(first, stored.size()).stream()
                    .map(event -> new String(event.bytes(), UTF_8))
                    .toList();
        }
    }

    /** The ids of the events that it took, in order. */
    public List<String> ids() {
        synchronized (stored) {
            return stored.stream().map(TopicBatch.Event::id).toList();
        }
    }

    /** How many events each request had that it took, in order. */
    public List<Integer> batches() {
        synchronized (stored) {
            return List.copyOf(batches);
        }
    }

    /** How many requests came, whether it took them or not. */
    public int requests() {
        return requests.get();
    }

    /** Takes this bearer token from now on, besides the key. */
    public void acceptToken(String token) {
        access.bearer = token;
    }

    /** Asks for this key from now on, base64. */
    public void key(String key) {
        access.key = key;
    }

    /** Lets the next requests go wrong, after those that were to go wrong before. */
    public void failNext(TopicFailure failure, int count) {
        failures.next(failure, count);
    }

    /** Lets a share (0 to 1) of the requests go wrong, in one of these ways, from now on. */
    public void failRandomly(double share, TopicFailure... ways) {
        failures.randomly(share, List.of(ways));
    }

    /** What {@code Retry-After} of 429 and 503 says, in seconds. */
    public void retryAfter(int seconds) {
        failures.retryAfter = seconds;
    }

    /** Answers with that status to every request that has this event in it, until it is accepted. */
    public void refuse(String id, int status) {
        refused.put(id, status);
    }

    public void accept(String id) {
        refused.remove(id);
    }

    /** Takes requests of so many bytes from now on, in place of the service's 1,048,576. */
    public void mostBytes(int bytes) {
        limits = new TopicLimits(bytes, limits.events());
    }

    /** Takes so long for each answer from now on. */
    public void slow(Duration delay) {
        this.delay = delay;
    }

    /** Cuts all connections and refuses new ones. */
    public synchronized void goAway() throws IOException {
        listener.close();
    }

    /** Is there again, at the same port, with everything that it took. */
    public synchronized void comeBack() throws IOException {
        listener = new Listener(port, clock, this::answer);
        listener.start();
    }

    private Response answer(Request request) {
        requests.incrementAndGet();
        try {
            Thread.sleep(delay.toMillis());
            return taken(request);
        } catch (Refused e) {
            return e.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Refused(503, "Stopping.").answer().ending(Ending.RESET);
        }
    }

    private Response taken(Request request) throws Refused {
        if (!request.path().equals(PATH)) {
            throw new Refused(404, "There is no topic at " + request.path() + ".");
        }
        if (!request.method().equals("POST")) {
            throw new Refused(405, "The request must be a POST.");
        }
        if (!request.query().equals("api-version=2018-01-01")) {
            throw new Refused(400, "The api-version must be 2018-01-01, and nothing else be asked.");
        }
        access.check(request);
        List<TopicBatch.Event> events = TopicBatch.of(request, schema, limits, ID);
        for (TopicBatch.Event event : events) {
            if (refused.containsKey(event.id())) {
                throw new Refused(refused.get(event.id()), "An event is not to be taken.");
            }
        }
        TopicFailure failure = failures.draw();
        if (failure == null || failures.stores(failure)) {
            store(events);
        }
        return failure == null ? Response.text(200, "text/plain", "") : failures.answer(failure);
    }

    private void store(List<TopicBatch.Event> events) {
        synchronized (stored) {
            stored.addAll(events);
            batches.add(events.size());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        listener.close();
    }
}
