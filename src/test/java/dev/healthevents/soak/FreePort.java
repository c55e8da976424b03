package dev.healthevents.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that has to have the same one when it is started again: none that Linux gives to who connects. */
final class FreePort {

    private static final int FIRST = 15_000;
    private static final int END = 32_000;

    private FreePort() {}

    static int any() throws IOException {
        IOException taken = null;
        for (int i = 0; i < 100; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw taken;
    }
}
