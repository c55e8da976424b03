package dev.healthevents.standin;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The stand-in for a DICOM service in a process of its own. Arguments: port, images stored per second from now on (0), rows
 * of the last day to begin with (0).
 */
public final class ChangeFeedServerMain {

    private ChangeFeedServerMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        double perSecond = args.length > 1 ? Double.parseDouble(args[1]) : 0;
        int rows = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        try (ChangeFeedServer server = ChangeFeedServer.start(port, Clock.systemUTC());
                ChangeFeedTraffic traffic = new ChangeFeedTraffic(server)) {
            Instant now = Instant.now();
            server.fill(rows, now.minus(Duration.ofDays(1)), now.minusSeconds(1));
            if (perSecond > 0) {
                traffic.start(Duration.ofNanos((long) (TimeUnit.SECONDS.toNanos(1) / perSecond)));
            }
            System.out.println("READY " + server.url(2));
            Thread.currentThread().join();
        }
    }
}
