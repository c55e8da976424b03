package dev.healthevents.standin.eventhubs;

import com.nimbusds.jose.JWSVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/**
 * A namespace of Azure Event Hubs on 127.0.0.1, with one event hub, as Microsoft's emulator shows itself: without TLS, unless
 * made with it.
 */
public final class EventHubsServer implements AutoCloseable {

    private static final SharedAccessPolicy POLICY = new SharedAccessPolicy("send", "ab+c/d0123456789==");

    private static final long LONGEST_MS = 5_000;

    private final ServerSocket socket;
    private final Thread accepting;
    private final Clock clock;
    private final TokenCheck tokens;
    private final EventHub hub;
    private final String host;
    private final Troubles troubles = new Troubles();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger transfers = new AtomicInteger();
    private final Set<ServiceConnection> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService pump =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "event-hubs-pump"));

    private EventHubsServer(
            String hub, int partitions, int port, ServerSocketFactory sockets, String host, JWSVerifier entra)
            throws IOException {
        this.clock = Clock.systemUTC();
        this.host = host;
        this.hub = new EventHub(hub, partitions, clock);
        this.tokens = new TokenCheck(host, POLICY, entra, clock);
        this.socket = sockets.createServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        this.accepting = daemon(this::accept, "event-hubs-accept");
        accepting.start();
        pump.scheduleWithFixedDelay(this::pumpAll, 1, 1, TimeUnit.SECONDS);
    }

    /** @param port 0 for any */
    public static EventHubsServer start(String hub, int partitions, int port) throws IOException {
        return new EventHubsServer(hub, partitions, port, ServerSocketFactory.getDefault(), "127.0.0.1", null);
    }

    /**
     * With TLS and Entra, as the service itself.
     *
     * @param host the name of the namespace
     */
    public static EventHubsServer tls(
            String hub, int partitions, int port, ServerSocketFactory sockets, String host, JWSVerifier entra)
            throws IOException {
        return new EventHubsServer(hub, partitions, port, sockets, host, entra);
    }

    /** Of the namespace, as the emulator's. */
    public String connectionString() {
        return "Endpoint=sb://" + host + ":" + port() + ";SharedAccessKeyName=" + POLICY.name() + ";SharedAccessKey="
                + POLICY.key() + ";UseDevelopmentEmulator=true;";
    }

    public int port() {
        return socket.getLocalPort();
    }

    public EventHub hub() {
        return hub;
    }

    public Troubles troubles() {
        return troubles;
    }

    /** How many connections were made. */
    public int connections() {
        return accepted.get();
    }

    /** How many connections are there now. */
    public int openConnections() {
        return connections.size();
    }

    /** How many transfers were received, good or bad. */
    public int transfers() {
        return transfers.get();
    }

    /** Cuts all connections. */
    public void cutAll() {
        connections.forEach(ServiceConnection::cut);
    }

    Map<String, EventHub> hubs() {
        return Map.of(hub.name().toLowerCase(), hub);
    }

    TokenCheck tokens() {
        return tokens;
    }

    Clock clock() {
        return clock;
    }

    void countTransfer() {
        transfers.incrementAndGet();
    }

    /** There is something new for consumers. */
    void published() {
        try {
            pump.execute(this::pumpAll);
        } catch (RejectedExecutionException closed) {
            // Nobody is left to tell.
        }
    }

    private void pumpAll() {
        connections.forEach(ServiceConnection::pump);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (socket.isClosed()) {
                    client.close();
                    return;
                }
                client.setTcpNoDelay(true);
                accepted.incrementAndGet();
                ServiceConnection connection = new ServiceConnection(client, this);
                connections.add(connection);
                daemon(
                                () -> {
                                    connection.run();
                                    connections.remove(connection);
                                },
                                "event-hubs-connection")
                        .start();
            } catch (IOException closed) {
                // The loop ends by the socket's state.
            }
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** When this returns, nobody is connected, and nobody can connect. */
    @Override
    public void close() {
        pump.shutdownNow();
        try {
            socket.close();
            // Until the thread has left its call the kernel may still give it a connection.
            accepting.join(LONGEST_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cutAll();
    }
}
