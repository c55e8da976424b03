package dev.healthevents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A sink on a socket: a line with the ids of a batch comes in, a line with a status goes out. Whoever tests is told of
 * each step, and may kill the sender in it.
 */
final class LineSink implements AutoCloseable {

    /** How far a batch has come. */
    enum Step {
        RECEIVED,
        STORED,
        ANSWERED
    }

    /** Is told of each step, in the thread that serves the connection. */
    interface Watcher {
        void at(Step step);
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> stored = new ArrayList<>();
    private final Map<String, Integer> failuresLeft = new HashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile Watcher watcher = step -> {};

    LineSink() throws IOException {
        Thread accepting = new Thread(this::accept, "line-sink");
        accepting.setDaemon(true);
        accepting.start();
    }

    int port() {
        return server.getLocalPort();
    }

    void watch(Watcher other) {
        watcher = other;
    }

    /** Answers 500 so many times to a batch that holds this event. */
    synchronized void failOn(String id, int times) {
        failuresLeft.put(id, times);
    }

    /** Answers 400 to each batch that holds this event. */
    void refuse(String id) {
        refused.add(id);
    }

    /** All ids that it took, in order, repeats included. */
    synchronized List<String> stored() {
        return List.copyOf(stored);
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                serve(connection);
            } catch (IOException e) {
                // The sender was killed, or the test is over.
            }
        }
    }

    private void serve(Socket connection) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
        OutputStream out = connection.getOutputStream();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            watcher.at(Step.RECEIVED);
            int status = store(List.of(line.split(" ")));
            watcher.at(Step.STORED);
            out.write((status + "\n").getBytes(UTF_8));
            out.flush();
            watcher.at(Step.ANSWERED);
        }
    }

    private synchronized int store(List<String> ids) {
        if (ids.stream().anyMatch(refused::contains)) {
            return 400;
        }
        for (String id : ids) {
            int left = failuresLeft.getOrDefault(id, 0);
            if (left > 0) {
                failuresLeft.put(id, left - 1);
                return 500;
            }
        }
        stored.addAll(ids);
        return 200;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
