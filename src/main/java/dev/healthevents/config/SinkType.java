package dev.healthevents.config;

import dev.healthevents.camel.outbox.OutboxComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** The kinds of sinks, each with the keys that it has beside those of every sink. */
enum SinkType {
    FILE("file", Set.of("path"), FileSink::new),
    EVENT_HUBS(
            "event-hubs",
            Set.of("protocol", "bootstrap-servers", "event-hub", "connection-string", "namespace", "auth"),
            EventHubsSink::new),
    EVENT_GRID("event-grid", Set.of("endpoint", "access-key", "sas-token", "auth", "connections"), EventGridSink::new),
    FUNCTIONS(
            "functions",
            Set.of("url", "key", "trigger", "batch-size", "headers", "tls", "connections"),
            FunctionsSink::new),
    ROUTE("route", Set.of("connections"), RouteSink::new);

    private final String value;
    private final Set<String> keys;
    private final BiFunction<String, SinkProperties, ConfiguredSink> sink;

    SinkType(String value, Set<String> keys, BiFunction<String, SinkProperties, ConfiguredSink> sink) {
        this.value = value;
        this.keys = keys;
        this.sink = sink;
    }

    String value() {
        return value;
    }

    /**
     * The type of a sink as it is configured, or else by its name.
     *
     * @throws WrongConfigurationException if there is no such type
     */
    static SinkType of(String name, SinkProperties properties) {
        checkName(name);
        String key = "health-events.sinks." + name + ".type";
        String wanted = properties.type() == null ? name : properties.type();
        Optional<SinkType> found = Arrays.stream(values())
                .filter(type -> type.value.equals(wanted))
                .filter(type -> type != ROUTE || properties.type() != null)
                .findFirst();
        return found.orElseThrow(() -> new WrongConfigurationException(
                key,
                properties.type() == null
                        ? "is missing, and the sink's name is no type"
                        : "is '" + wanted + "', which is no type of sink",
                mend(wanted, properties)));
    }

    /** Whether a sink without a type is of the type that its name is. */
    static boolean isTypeOfName(String name) {
        return Arrays.stream(values()).anyMatch(type -> type != ROUTE && type.value.equals(name));
    }

    /** It is part of URIs, names of files and of metrics. */
    private static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9_-]+") || name.equals(OutboxComponent.ALL)) {
            throw new WrongConfigurationException(
                    "health-events.sinks." + name,
                    name.equals(OutboxComponent.ALL)
                            ? "can't be a sink's name: outbox:all is every sink"
                            : "has other than letters, digits, - and _ in its name",
                    "Give the sink another name");
        }
    }

    private static String mend(String wanted, SinkProperties properties) {
        List<String> types = Arrays.stream(values()).map(SinkType::value).toList();
        String all = "et it to one of " + String.join(", ", types);
        return Spelling.nearest(wanted, types)
                .map(meant -> "Did you mean " + (properties.type() == null ? "health-events.sinks." : "") + meant
                        + "? If not, s" + all)
                .orElse("S" + all);
    }

    /** @throws WrongConfigurationException if a key is set that means nothing to this type */
    ConfiguredSink sink(String name, SinkProperties properties) {
        ConfiguredSink configured = sink.apply(name, properties);
        foreign(properties).forEach((key, set) -> {
            if (set && !keys.contains(key)) {
                throw new WrongConfigurationException(
                        configured.key(key),
                        "is set, but means nothing to a sink of type " + value,
                        "Remove it, or see that the type is right");
            }
        });
        return configured;
    }

    private static Map<String, Boolean> foreign(SinkProperties properties) {
        return Map.ofEntries(
                Map.entry("path", properties.path() != null),
                Map.entry("protocol", !properties.protocol().equals("kafka")),
                Map.entry("bootstrap-servers", properties.bootstrapServers() != null),
                Map.entry("event-hub", properties.eventHub() != null),
                Map.entry("connection-string", properties.connectionString() != null),
                Map.entry("namespace", properties.namespace() != null),
                Map.entry("endpoint", properties.endpoint() != null),
                Map.entry("access-key", properties.accessKey() != null),
                Map.entry("sas-token", properties.sasToken() != null),
                Map.entry("url", properties.url() != null),
                Map.entry("key", properties.key() != null),
                Map.entry("trigger", !properties.trigger().equals("http")),
                Map.entry("batch-size", properties.batchSize() != null),
                Map.entry("headers", !properties.headers().isEmpty()),
                Map.entry("connections", properties.connections() != 1),
                Map.entry("auth", !properties.auth().type().equals("none")));
    }
}
