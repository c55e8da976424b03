package dev.healthevents.standin.eventhubs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.qpid.proton.engine.Collector;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Event;
import org.apache.qpid.proton.engine.Link;
import org.apache.qpid.proton.engine.Transport;

/** One AMQP connection: the bytes of a socket through proton's engine. One thread at a time is in the engine. */
final class ServiceConnection {

    private static final int MOST_FRAME_BYTES = 64 << 10;
    private static final int IDLE_TIMEOUT_MS = 240_000;
    private static final int WINDOW_BYTES = 16 << 20;

    private final Socket socket;
    private final EventHubsServer server;
    private final LinkAttach attach;
    private final Transport transport = Transport.Factory.create();
    private final Connection connection = Connection.Factory.create();
    private final Collector collector = Collector.Factory.create();

    ServiceConnection(Socket socket, EventHubsServer server) {
        this.socket = socket;
        this.server = server;
        this.attach = new LinkAttach(this, server);
        transport.setMaxFrameSize(MOST_FRAME_BYTES);
        transport.setIdleTimeout(IDLE_TIMEOUT_MS);
        new SaslStep().begin(transport);
        transport.bind(connection);
        connection.collect(collector);
    }

    EventHubsServer server() {
        return server;
    }

    /** Serves it until it ends. */
    void run() {
        byte[] bytes = new byte[MOST_FRAME_BYTES];
        try (socket) {
            InputStream in = socket.getInputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                take(bytes, count);
            }
        } catch (IOException ended) {
            // The client went away, or what it sent was no AMQP: the connection is over.
        }
    }

    private synchronized void take(byte[] bytes, int count) throws IOException {
        int taken = 0;
        while (taken < count) {
            int capacity = transport.capacity();
            if (capacity <= 0) {
                flush();
                throw new IOException("No more is taken from this connection");
            }
            int length = Math.min(capacity, count - taken);
            ByteBuffer tail = transport.tail();
            tail.put(bytes, taken, length);
            transport.process();
            taken += length;
            handleEvents();
        }
        flush();
    }

    /** Sends what is new to consumers, and a sign of life where it is time. */
    synchronized void pump() {
        try {
            transport.tick(System.currentTimeMillis());
            for (Link link = connection.linkHead(LinkAttach.OPEN, LinkAttach.ANY); link != null; ) {
                Link following = link.next(LinkAttach.OPEN, LinkAttach.ANY);
                if (link.getContext() instanceof LinkEnd end) {
                    end.pump();
                }
                link = following;
            }
            flush();
        } catch (IOException | RuntimeException e) {
            cut();
        }
    }

    private void handleEvents() {
        for (Event event = collector.peek(); event != null; event = collector.peek()) {
            handle(event);
            collector.pop();
        }
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case CONNECTION_REMOTE_OPEN -> {
                connection.setContainer("stand-in");
                connection.open();
            }
            case SESSION_REMOTE_OPEN -> {
                event.getSession().setIncomingCapacity(WINDOW_BYTES);
                event.getSession().open();
            }
            case LINK_REMOTE_OPEN -> attach.attach(event.getLink());
            case DELIVERY, LINK_FLOW -> act(event);
            case LINK_REMOTE_CLOSE, LINK_REMOTE_DETACH -> {
                attach.forget(event.getLink());
                event.getLink().close();
            }
            case SESSION_REMOTE_CLOSE -> event.getSession().close();
            case CONNECTION_REMOTE_CLOSE -> connection.close();
            default -> {}
        }
    }

    private void act(Event event) {
        Link link = event.getLink();
        if (!(link.getContext() instanceof LinkEnd end)) {
            return;
        }
        try {
            if (event.getType() == Event.Type.LINK_FLOW) {
                end.pump();
            } else if (event.getDelivery().isReadable()) {
                end.received(event.getDelivery());
            }
        } catch (RefusedException e) {
            attach.refuse(link, e);
        }
    }

    private void flush() throws IOException {
        OutputStream out = socket.getOutputStream();
        for (int pending = transport.pending(); pending > 0; pending = transport.pending()) {
            byte[] bytes = new byte[pending];
            transport.head().get(bytes);
            out.write(bytes);
            transport.pop(pending);
        }
        out.flush();
        if (transport.pending() < 0) {
            socket.close();
        }
    }

    /** Ends it without a word. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
