package dev.healthevents.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network between two sockets that can be cut: then nothing passes, and nobody is told. */
public final class CutTcp implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "network");
        thread.setDaemon(true);
        return thread;
    });
    private boolean cut;
    private Duration delay = Duration.ZERO;

    private CutTcp(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    public static CutTcp to(int target) throws IOException {
        CutTcp network = new CutTcp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        network.threads.execute(network::accept);
        return network;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public synchronized void cut() {
        cut = true;
    }

    /** Has each block take so long from now on. */
    public synchronized void slow(Duration each) {
        delay = each;
    }

    public synchronized void mend() {
        cut = false;
        delay = Duration.ZERO;
        notifyAll();
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (cut) {
            wait();
        }
        if (!delay.isZero()) {
            wait(delay.toMillis());
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            threads.execute(() -> pass(near, far));
            threads.execute(() -> pass(far, near));
        } catch (IOException e) {
            // The target is away.
            near.close();
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitPassage();
                out.write(bytes, 0, read);
                out.flush();
            }
            awaitPassage();
        } catch (IOException e) {
            // One of the two has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
