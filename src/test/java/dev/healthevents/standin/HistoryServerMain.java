package dev.healthevents.standin;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stand-in in a process of its own. Arguments: port, writes per second from now on (0), changes of the last day to
 * begin with (0). {@code GET /truth} beside {@code /fhir} lists what the history holds, oldest first, from
 * {@code ?since=} epoch milliseconds on; {@code GET /requests} who asked for what and when.
 */
public final class HistoryServerMain {

    private HistoryServerMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        int writesPerSecond = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        int changes = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        try (HistoryServer server = HistoryServer.start(port)) {
            Instant now = Instant.now();
            server.fill(changes, now.minus(Duration.ofDays(1)), now.minusSeconds(1));
            ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor();
            if (writesPerSecond > 0) {
                AtomicLong written = new AtomicLong(changes);
                Runnable write = () -> server.transaction(List.of(Mix.write(written.getAndIncrement())));
                traffic.scheduleAtFixedRate(write, 0, 1_000_000_000L / writesPerSecond, TimeUnit.NANOSECONDS);
            }
            System.out.println("READY " + server.url());
            Thread.currentThread().join();
        }
    }
}
