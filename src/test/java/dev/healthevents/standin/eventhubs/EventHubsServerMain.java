package dev.healthevents.standin.eventhubs;

import java.io.IOException;

/** The stand-in for Event Hubs in a process of its own. Arguments: port (5672), event hub (events), partitions (4). */
public final class EventHubsServerMain {

    private EventHubsServerMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 5672;
        String hub = args.length > 1 ? args[1] : "events";
        int partitions = args.length > 2 ? Integer.parseInt(args[2]) : 4;
        try (EventHubsServer server = EventHubsServer.start(hub, partitions, port)) {
            System.out.println("READY " + server.connectionString() + "EntityPath=" + hub);
            Thread.currentThread().join();
        }
    }
}
