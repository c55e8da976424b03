package dev.healthevents.config;

import dev.healthevents.source.TopicSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a source of type {@code event-hubs} is to read, and what is wrong with its settings. */
final class TopicFactory {

    private static final String NAME = "[A-Za-z0-9._-]{1,249}";
    private static final int FEWEST = 100;
    private static final int MOST = 100_000;
    private static final Duration SHORTEST = Duration.ofSeconds(6);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private TopicFactory() {}

    /** @param key of the source, for example {@code health-events.sources.hub} */
    static TopicSettings settings(String key, SourceProperties properties) {
        EventHubsConnection connection = EventHubsConnection.of(EventHubsKeys.of(key, properties));
        String group = group(key + ".group", properties.group());
        if (properties.buffer() < FEWEST || properties.buffer() > MOST) {
            throw new WrongConfigurationException(
                    key + ".buffer", "is " + properties.buffer(), "Set it to a number from " + FEWEST + " to " + MOST);
        }
        Duration session = properties.sessionTimeout();
        if (session.compareTo(SHORTEST) < 0 || session.compareTo(LONGEST) > 0) {
            throw new WrongConfigurationException(
                    key + ".session-timeout",
                    "is " + session.toMillis() + "ms",
                    "Set it to a time from 6s to 5m, which is what brokers allow");
        }
        return new TopicSettings(
                connection.topic(),
                group,
                deadLetters(key + ".dead-letter-event-hub", properties, connection.topic(), group),
                properties.buffer(),
                session,
                connection.clientSettings());
    }

    private static String group(String key, String group) {
        String mend =
                "Set it to the name of a consumer group, such as deliver: bridges with the same one share the work";
        if (group == null) {
            throw new WrongConfigurationException(key, "is missing", mend);
        }
        if (!group.matches("\\$?" + NAME)) {
            throw new WrongConfigurationException(
                    key, "is '" + group + "', which has other than letters, digits and ._- in it", mend);
        }
        return group;
    }

    private static String deadLetters(String key, SourceProperties properties, String topic, String group) {
        String name = properties.deadLetterEventHub() == null
                ? topic + "." + group.replace("$", "") + ".dead-letters"
                : properties.deadLetterEventHub();
        if (!name.matches(NAME) || name.equals(topic)) {
            throw new WrongConfigurationException(
                    key,
                    name.equals(topic)
                            ? "is the event hub that is read"
                            : "is '" + name + "', which is no name for a topic",
                    "Set it to another event hub or topic, such as " + topic + ".dead-letters");
        }
        return name;
    }

    /** Keys that are for this type only, and whether they are set. */
    static Map<String, Boolean> own(SourceProperties properties) {
        Map<String, Boolean> own = new LinkedHashMap<>();
        own.put("bootstrap-servers", properties.bootstrapServers() != null);
        own.put("event-hub", properties.eventHub() != null);
        own.put("connection-string", properties.connectionString() != null);
        own.put("namespace", properties.namespace() != null);
        own.put("group", properties.group() != null);
        own.put("dead-letter-event-hub", properties.deadLetterEventHub() != null);
        own.put("buffer", properties.buffer() != 5_000);
        own.put("session-timeout", !properties.sessionTimeout().equals(Duration.ofSeconds(8)));
        return own;
    }

    /** Keys that are for servers only, and whether they are set. */
    static Map<String, Boolean> foreign(SourceProperties properties) {
        Map<String, Boolean> foreign = new LinkedHashMap<>();
        foreign.put("url", properties.url() != null);
        foreign.put("account", properties.account() != null);
        foreign.put("workspace", properties.workspace() != null);
        foreign.put("types", !properties.types().isEmpty());
        foreign.put("history", !properties.history().equals("auto"));
        foreign.put("closed-windows", !properties.closedWindows().equals("auto"));
        foreign.put("elements", !properties.elements());
        foreign.put("page-size", properties.pageSize() != null);
        foreign.put("epoch", properties.epoch() != 1);
        foreign.put("subject-partition", !properties.subjectPartition().equals("always"));
        foreign.put("reconcile-interval", !properties.reconcileInterval().equals(Duration.ofMinutes(1)));
        foreign.put("recent-days", properties.recentDays() != 3);
        foreign.put("full-interval", !properties.fullInterval().equals(Duration.ofHours(6)));
        foreign.put("requests-per-second", properties.requestsPerSecond() != 10);
        foreign.put("wake-secret", properties.wakeSecret() != null);
        return foreign;
    }
}
