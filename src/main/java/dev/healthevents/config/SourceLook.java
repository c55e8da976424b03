package dev.healthevents.config;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.HttpStatusException;
import dev.healthevents.source.TopicSettings;
import dev.healthevents.state.StateDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.util.FileSystemUtils;

/** Makes first contact with a source, as the bridge would, and finds out what its server is capable of. */
final class SourceLook {

    private SourceLook() {}

    /** A feed may want to remember something: it gets a state store of its own, which is thrown away. */
    static String at(String workspace, String name, SourceProperties properties) {
        if (SourceFactory.EVENT_HUBS.equals(properties.type())) {
            return topic(workspace, name, properties);
        }
        Path directory = directory();
        try (StateDatabase scratch = StateDatabase.open("jdbc:sqlite:" + directory.resolve("check.db"), null, null);
                Feed feed = new SourceFactory(workspace, Clock.systemUTC(), () -> scratch)
                        .source(name, properties)
                        .openFeed()) {
            feed.serverTime();
            return feed.capabilities();
        } catch (FeedException e) {
            throw new WrongConfigurationException(
                    "health-events.sources." + name,
                    "can't be read: " + e.getMessage(),
                    e instanceof HttpStatusException status && (status.status() == 401 || status.status() == 403)
                            ? "See that auth, or the certificate under tls, is what the server asks for, and may read there"
                            : "See that the server is up, that url is its base URL, and that auth is what it asks for",
                    e);
        } finally {
            FileSystemUtils.deleteRecursively(directory.toFile());
        }
    }

    private static String topic(String workspace, String name, SourceProperties properties) {
        String key = "health-events.sources." + name;
        TopicSettings topic = new SourceFactory(workspace, Clock.systemUTC(), () -> null)
                .source(name, properties)
                .topic();
        EventHubsConnection connection = EventHubsConnection.of(EventHubsKeys.of(key, properties));
        try {
            String found = TopicLook.at(connection) + "; group " + topic.group();
            // An identity's token is fetched by the reader's own login.
            return connection.identity() != null
                    ? found
                    : found + "; for dead letters "
                            + (TopicLook.isThere(connection, topic.deadLetters())
                                    ? TopicLook.at(connection, topic.deadLetters())
                                    : topic.deadLetters()
                                            + " is not there yet: the start makes it, if it has the right to");
        } catch (IOException e) {
            throw new WrongConfigurationException(
                    key,
                    "can't be read: " + e.getMessage(),
                    "See that the brokers are up, and that event-hub is there: nothing makes it by itself",
                    e);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("health-events-check");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory can be made", e);
        }
    }
}
