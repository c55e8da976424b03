package dev.healthevents.standin.functions;

import java.io.IOException;
import java.time.Duration;

/**
 * The stand-in for the host of Azure Functions in a process of its own, with the functions {@code cloud-events} and
 * {@code event-grid}, named after what they take. Arguments: port (0), milliseconds for each answer (0), share of
 * requests that are answered 429 or 503 (0).
 */
public final class FunctionsHostMain {

    private FunctionsHostMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        long slow = args.length > 1 ? Long.parseLong(args[1]) : 0;
        double share = args.length > 2 ? Double.parseDouble(args[2]) : 0;
        try (FunctionsHost host = FunctionsHost.start(port)) {
            host.function("cloud-events", Binding.CLOUD_EVENT).function("event-grid", Binding.EVENT_GRID_EVENT);
            host.slow(Duration.ofMillis(slow));
            host.answerRandomly(
                    share,
                    FunctionAnswer.of(429).after(1),
                    FunctionAnswer.of(503).after(1));
            System.out.println(
                    "HTTP trigger:       " + host.url("cloud-events") + " key " + FunctionsHost.FUNCTION_KEY);
            System.out.println(
                    "Event Grid trigger: " + host.eventGridUrl("cloud-events") + " key " + FunctionsHost.SYSTEM_KEY);
            System.out.println("READY");
            Thread.currentThread().join();
        }
    }
}
