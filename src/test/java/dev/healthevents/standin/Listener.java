package dev.healthevents.standin;

import dev.healthevents.standin.Response.Ending;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * HTTP/1.1 with keep-alive on 127.0.0.1, a thread for each connection. By hand, since a ready-made server does not let
 * an answer go wrong half-way.
 */
public final class Listener implements AutoCloseable {

    private static final long LONGEST_MS = 5_000;

    private final ServerSocket server;
    private final Clock clock;
    private final Function<Request, Response> responder;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Thread accepting;

    /** @param port 0 for a free one */
    public Listener(int port, Clock clock, Function<Request, Response> responder) throws IOException {
        this.server = new ServerSocket(port, 200, InetAddress.getByName("127.0.0.1"));
        this.clock = clock;
        this.responder = responder;
    }

    public void start() {
        accepting = thread("stand-in", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                if (server.isClosed()) {
                    connection.close();
                    return;
                }
                thread("stand-in-connection", () -> serve(connection));
            } catch (IOException e) {
                // Closed, or a connection that was gone before it was accepted.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            BufferedInputStream in = new BufferedInputStream(connection.getInputStream());
            OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 128 * 1024);
            Request request = Request.read(in, clock.instant());
            while (request != null && answer(request, responder.apply(request), connection, out)) {
                request = Request.read(in, clock.instant());
            }
        } catch (IOException e) {
            // The client is gone, which is its right.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(connection);
        }
    }

    /** Returns whether the connection can be used again. */
    private boolean answer(Request request, Response response, Socket connection, OutputStream out)
            throws IOException, InterruptedException {
        if (response.ending() == Ending.HANG) {
            closed.await();
            return false;
        }
        if (response.ending() == Ending.RESET) {
            // Lingering for no time makes the kernel send a reset instead of an orderly end.
            connection.setSoLinger(true, 0);
            return false;
        }
        response.send(out);
        out.flush();
        return response.ending() == Ending.COMPLETE && request.keepAlive();
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** When this returns, nobody is connected, and nobody can connect. */
    @Override
    public void close() throws IOException {
        server.close();
        closed.countDown();
        // Until the thread has left its call the kernel may still give it a connection.
        if (accepting != null) {
            try {
                accepting.join(LONGEST_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
