package dev.healthevents.standin.eventgrid;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;

/**
 * The stand-in for a custom topic in a process of its own. Arguments: port, schema (cloud-events, event-grid). Prints the
 * URL and the key, then every second in which some came how many events there are.
 */
public final class EventGridTopicMain {

    private EventGridTopicMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 0;
        String schema = args.length > 1 ? args[1] : "cloud-events";
        try (EventGridTopic topic = EventGridTopic.start(
                TopicSchema.valueOf(schema.toUpperCase(Locale.ROOT).replace('-', '_')), port, Clock.systemUTC())) {
            System.out.println("READY " + topic.url() + " " + EventGridTopic.KEY);
            for (int before = 0; true; Thread.sleep(1_000)) {
                int now = topic.ids().size();
                if (now != before) {
                    System.out.println(now + " events");
                    before = now;
                }
            }
        }
    }
}
