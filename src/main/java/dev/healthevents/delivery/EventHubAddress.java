package dev.healthevents.delivery;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Where an event hub is, and a client's settings that know it and who we are.
 *
 * @param client makes a new builder, with the event hub and the credentials set
 */
public record EventHubAddress(String host, int port, Supplier<EventHubClientBuilder> client) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Sees whether somebody listens there. Azure's client would try again and again until its time is over, and then say
     * only that it is.
     *
     * @throws IOException if nobody does; the message names the host
     */
    void look() throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("The host " + host + " is not known");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, (int) PATIENCE.toMillis());
        } catch (IOException e) {
            ConnectException away = new ConnectException(host + ":" + port + " can't be reached: " + e.getMessage());
            away.initCause(e);
            throw away;
        }
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
