package dev.healthevents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.event.EventSchema;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxRow;
import dev.healthevents.state.StateDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A process that empties an outbox into a {@link LineSink}, and ends when it is empty. Made to be killed. */
final class DeliveryProcess {

    static final int BATCH = 20;

    private DeliveryProcess() {}

    static Process start(Path directory, int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveryProcess.class.getName(),
                        url(directory),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("delivery.log").toFile()))
                .start();
    }

    static String url(Path directory) {
        return "jdbc:sqlite:" + directory.resolve("state.db");
    }

    public static void main(String[] arguments) throws Exception {
        try (StateDatabase database = StateDatabase.open(arguments[0], null, null);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]))) {
            socket.setTcpNoDelay(true);
            BufferedReader answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            Outbox outbox = new Outbox(database, "hub");
            RetryPolicy policy = new RetryPolicy(5, Duration.ofHours(1), List.of(Duration.ofMillis(20)), Set.of(400));
            Sink sink = new Sink("hub", EventSchema.CLOUD_EVENTS, outbox, 1_000_000, policy, new SinkStatus());
            Delivery delivery = new Delivery(
                    sink,
                    outbox.deliveries(),
                    BATCH,
                    failure -> HttpFailure.of(Integer.parseInt(failure.getMessage()), null, policy),
                    rows -> offer(rows, socket, answers),
                    Clock.systemUTC());
            while (outbox.pending() > 0) {
                Duration rest = delivery.step();
                outbox.awaitMore(outbox.arrivals(), rest.plusNanos(1));
            }
        }
    }

    private static void offer(List<OutboxRow> rows, Socket socket, BufferedReader answers) throws IOException {
        String line = rows.stream().map(OutboxRow::eventId).collect(Collectors.joining(" ", "", "\n"));
        socket.getOutputStream().write(line.getBytes(UTF_8));
        String status = answers.readLine();
        if (!"200".equals(status)) {
            throw new IOException(status);
        }
    }
}
