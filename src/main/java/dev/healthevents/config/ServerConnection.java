package dev.healthevents.config;

import dev.healthevents.feed.http.Authority;
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
        Authority authority = Authority.of(url);
        int port = authority.port() >= 0 ? authority.port() : secure ? 443 : 80;
        return URI.create((secure ? "tls://" : "tcp://") + authority.host() + ":" + port);
    }

    /**
     * @param server {@code tcp://host:port} or {@code tls://host:port}
     * @throws IOException if it does not; the message says which
     */
    static void attempt(URI server) throws IOException {
        String host = Authority.of(server).host();
        int port = Authority.of(server).port();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) LONGEST.toMillis());
            socket.setSoTimeout((int) LONGEST.toMillis());
            if (server.getScheme().equals("tls")) {
                shakeHands(socket, host, port);
            }
        } catch (UnknownHostException e) {
            throw new IOException("the host " + host + " is not known", e);
        } catch (IOException | RuntimeException e) {
            throw new IOException(host + ":" + port + " takes no connection: " + e.getMessage(), e);
        }
    }

    private static void shakeHands(Socket socket, String host, int port) throws IOException {
        SSLSocketFactory sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket secure = (SSLSocket) sockets.createSocket(socket, host, port, false)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
        }
    }
}
