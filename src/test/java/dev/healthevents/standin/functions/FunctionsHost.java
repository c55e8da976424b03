package dev.healthevents.standin.functions;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The host of Azure Functions on 127.0.0.1. Its functions are there for both triggers, each by its own URL. For use by
 * several threads.
 */
public final class FunctionsHost implements AutoCloseable {

    /** Of every function, for its HTTP trigger. */
    public static final String FUNCTION_KEY = "fn-s3cret+/key==";

    /** Of the host, {@code eventgrid_extension}. */
    public static final String SYSTEM_KEY = "sys-s3cret+/key==";

    private static final int REMEMBERED_REQUESTS = 10_000;
    private static final int DEFAULT_MOST_BYTES = 100_000_000;

    private final Map<String, FunctionCode> functions = new ConcurrentHashMap<>();
    private final HttpTrigger httpTrigger = new HttpTrigger(functions, FUNCTION_KEY);
    private final EventGridTrigger eventGridTrigger = new EventGridTrigger(functions, SYSTEM_KEY);
    private final Script script = new Script();
    private final Deque<FunctionRequest> requests = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "functions-host");
        thread.setDaemon(true);
        return thread;
    });
    private final int port;
    private volatile HttpServer server;
    private volatile int mostBytes = DEFAULT_MOST_BYTES;
    private volatile Duration delay = Duration.ZERO;
    private volatile Duration longestDelay = Duration.ZERO;

    private FunctionsHost(int port) throws IOException {
        listen(port);
        this.port = server.getAddress().getPort();
    }

    /** Starts on a free port, without a function. */
    public static FunctionsHost start() throws IOException {
        return start(0);
    }

    /** Starts on that port, 0 for a free one. */
    public static FunctionsHost start(int port) throws IOException {
        return new FunctionsHost(port);
    }

    private void listen(int port) throws IOException {
        HttpServer starting = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 200);
        starting.setExecutor(threads);
        starting.createContext("/", this::serve);
        starting.start();
        server = starting;
    }

    /** Deploys a function that takes events as this type. */
    public FunctionsHost function(String name, Binding binding) {
        functions.put(name, new FunctionCode(binding));
        return this;
    }

    /** Where a function's HTTP trigger is. */
    public URI url(String function) {
        return URI.create("http://127.0.0.1:" + port + HttpTrigger.PATH + function);
    }

    /** Where Event Grid would deliver to a function, without the key. */
    public URI eventGridUrl(String function) {
        return URI.create("http://127.0.0.1:" + port + EventGridTrigger.PATH + "?functionName=" + function);
    }

    /** The events that a function took, oldest first, and again where they came again. */
    public List<String> taken(String function) {
        return functions.get(function).taken();
    }

    /** The latest 10,000 requests, oldest first. */
    public List<FunctionRequest> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Lets a function fail on an event from now on; behind an HTTP trigger with a status of its own choice. */
    public void fail(String function, String eventId, int status) {
        functions.get(function).fail(eventId, status);
    }

    /** Lets a function succeed on an event again. */
    public void succeed(String function, String eventId) {
        functions.get(function).succeed(eventId);
    }

    /** Gives an answer to the next requests, after those that were to get another one before; no function sees them. */
    public void answerNext(FunctionAnswer answer, int count) {
        script.next(answer, count);
    }

    /** Gives one of these answers to a share (0 to 1) of the requests from now on. */
    public void answerRandomly(double share, FunctionAnswer... answers) {
        script.randomly(share, List.of(answers));
    }

    /** Cuts the connections of the next requests when the functions have taken their events. */
    public void cutAfterTaking(int count) {
        script.cutAfterwards(count);
    }

    /** Takes so long for each answer from now on. */
    public void slow(Duration time) {
        slow(time, time);
    }

    /** Takes a time between these for each answer from now on. */
    public void slow(Duration least, Duration most) {
        delay = least;
        longestDelay = most;
    }

    /** Answers 413 to larger requests from now on; 100 MB unless set. */
    public void mostBytes(int bytes) {
        mostBytes = bytes;
    }

    /** Refuses connections until {@link #listen()}, as a host that is not there. */
    public void refuse() {
        server.stop(0);
    }

    /** Listens again, on the same port. */
    public void listen() throws IOException {
        listen(port);
    }

    private void serve(HttpExchange exchange) throws IOException {
        FunctionRequest request = FunctionRequest.read(exchange, mostBytes);
        synchronized (requests) {
            requests.add(request);
            if (requests.size() > REMEMBERED_REQUESTS) {
                requests.remove();
            }
        }
        pause();
        FunctionAnswer answer = script.draw().orElseGet(() -> route(request));
        if (answer.status() == 0 || script.drawCut()) {
            exchange.close();
            return;
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private FunctionAnswer route(FunctionRequest request) {
        if (request.body().length > mostBytes) {
            return FunctionAnswer.of(413);
        } else if (request.path().equalsIgnoreCase(EventGridTrigger.PATH)) {
            return eventGridTrigger.answer(request);
        } else if (request.path().startsWith(HttpTrigger.PATH)) {
            return httpTrigger.answer(request);
        }
        return FunctionAnswer.of(404);
    }

    private void pause() {
        try {
            long least = delay.toMillis();
            Thread.sleep(ThreadLocalRandom.current().nextLong(least, Math.max(least, longestDelay.toMillis()) + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
