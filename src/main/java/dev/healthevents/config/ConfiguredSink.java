package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.Registry;

/** A sink that is on, as it is configured. There is one class for each kind of sink. */
interface ConfiguredSink {

    /** What Event Grid does not retry when it delivers to a resource of Azure's. */
    Set<Integer> NOT_RETRIED = Set.of(400, 403, 413);

    /** Its name below {@code health-events.sinks}, in {@code outbox:<name>} and in the status. */
    String name();

    EventSchema schema();

    long outboxLimit();

    RetryProperties retry();

    /** HTTP statuses after which an event is not offered again unless configured. */
    default Set<Integer> notRetried() {
        return NOT_RETRIED;
    }

    /** The name of its route's file, without {@code .camel.yaml}. */
    default String routeFile() {
        return name() + "-sink";
    }

    /**
     * Looks for what is wrong with the settings.
     *
     * @throws WrongConfigurationException if something is
     */
    void check();

    /** The servers that it delivers to, as {@code tcp://host:port}, or {@code tls://} where they speak TLS at once. */
    default List<URI> servers() {
        return List.of();
    }

    /**
     * Finds out whether it can be delivered to, without delivering anything: by default whether its servers take a
     * connection, which says nothing of credentials.
     *
     * @return what was found, for people
     * @throws IOException if it can't; the message is for people
     * @throws WrongConfigurationException if something is wrong with the settings
     */
    default String reach() throws IOException {
        if (servers().isEmpty()) {
            return "this version can't try it";
        }
        for (URI server : servers()) {
            ServerConnection.attempt(server);
        }
        return "a connection can be made; credentials were not tried";
    }

    /**
     * What its route asks for by {@code {{name}}}.
     *
     * @param registry takes what the route asks for by name; secrets do not belong in an endpoint's URI
     */
    Map<String, String> placeholders(Registry registry);

    /** The key of one of its settings. */
    default String key(String setting) {
        return "health-events.sinks." + name() + "." + setting;
    }
}
