package dev.healthevents.config;

import dev.healthevents.camel.routes.SinkRoute;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.Registry;

/** A sink that is on, as it is configured. There is one class for each type of sink. */
interface ConfiguredSink {

    /** What Event Grid does not retry when it delivers to a resource of Azure's. */
    Set<Integer> NOT_RETRIED = Set.of(400, 403, 413);

    /** Its name below {@code health-events.sinks}, in {@code outbox:<name>} and in the status. */
    String name();

    SinkType type();

    SinkProperties properties();

    /** HTTP statuses after which an event is not offered again unless configured. */
    default Set<Integer> notRetried() {
        return NOT_RETRIED;
    }

    /** The template of which its route is made, which is in the file of the same name, without {@code .camel.yaml}. */
    default String template() {
        return type().value() + "-sink";
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
        for (URI server : servers()) {
            ServerConnection.attempt(server);
        }
        return "a connection can be made; credentials were not tried";
    }

    /**
     * What the template of its route is filled with.
     *
     * @param registry takes what the route asks for by name; secrets do not belong in an endpoint's URI
     */
    Map<String, String> parameters(Registry registry);

    /** What its route is made of. */
    default SinkRoute route(Registry registry) {
        return new SinkRoute(name(), type() == SinkType.ROUTE ? null : template(), parameters(registry));
    }

    /** The name of a bean of its route. The sink that is called as its type has those that routes could always rely on. */
    default String bean(String usual) {
        return name().equals(type().value()) ? usual : name() + "." + usual;
    }

    /** The key of one of its settings. */
    default String key(String setting) {
        return "health-events.sinks." + name() + "." + setting;
    }
}
