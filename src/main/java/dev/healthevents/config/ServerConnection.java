package dev.healthevents.config;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Tries whether a server takes a connection, and over TLS whether its certificate is good for its name. */
final class ServerConnection {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    private ServerConnection() {}

    /** Where an http or https URL leads to. */
    static URI of(URI url) {
        boolean secure = url.getScheme().equalsIgnoreCase("https");
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        return URI.create((secure ? "tls://" : "tcp://") + url.getHost() + ":" + port);
    }

    /**
     * @param server {@code tcp://host:port} or {@code tls://host:port}
     * @throws IOException if it does not; the message says which
     */
    static void attempt(URI server) throws IOException {
        String name = server.getHost() + ":" + server.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), (int) LONGEST.toMillis());
            socket.setSoTimeout((int) LONGEST.toMillis());
            if (server.getScheme().equals("tls")) {
                shakeHands(socket, server);
            }
        } catch (UnknownHostException e) {
            throw new IOException("the host " + server.getHost() + " is not known", e);
        } catch (IOException | RuntimeException e) {
            throw new IOException(name + " takes no connection: " + e.getMessage(), e);
        }
    }

    private static void shakeHands(Socket socket, URI server) throws IOException {
        SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket secure = (SSLSocket) sockets.createSocket(socket, server.getHost(), server.getPort(), false)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        }
    }
}
