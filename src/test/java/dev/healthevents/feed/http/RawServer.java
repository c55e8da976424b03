package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** A socket on 127.0.0.1 that answers byte by byte, as no proper HTTP server would, and then closes. */
final class RawServer implements AutoCloseable {

    /** Writes an answer; {@code gone} is released when the test is over. */
    interface Script {
        void write(OutputStream out, CountDownLatch gone) throws Exception;
    }

    private final ServerSocket server;
    private final CountDownLatch gone = new CountDownLatch(1);

    RawServer(Script script) {
        this(true, script);
    }

    /** @param polite whether it waits for the end of the request's head before it answers */
    RawServer(boolean polite, Script script) {
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(() -> serve(polite, script), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers with these bytes and closes. */
    static RawServer answering(String bytes) {
        return new RawServer((out, gone) -> out.write(bytes.getBytes(US_ASCII)));
    }

    private void serve(boolean polite, Script script) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                BufferedReader head = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                for (String line = polite ? head.readLine() : null;
                        line != null && !line.isEmpty();
                        line = head.readLine()) {
                    // The request does not matter.
                }
                script.write(socket.getOutputStream(), gone);
                socket.getOutputStream().flush();
            } catch (Exception e) {
                // The client hung up, which is what some tests want.
            }
        }
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    @Override
    public void close() throws IOException {
        gone.countDown();
        server.close();
    }
}
