package dev.healthevents.config;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks for a topic, or event hub, with the credentials that are configured. Unlike a producer it makes none. */
final class TopicLook {

    private static final int LONGEST_MS = 15_000;

    private TopicLook() {}

    static String at(EventHubsConnection connection) throws IOException {
        return at(connection, connection.topic());
    }

    /** Whether there is another one at the same brokers. */
    static boolean isThere(EventHubsConnection connection, String name) throws IOException {
        try (Admin admin = Admin.create(settings(connection))) {
            return admin.listTopics().names().get().contains(name);
        } catch (ExecutionException e) {
            throw new IOException(reason(connection, name, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the check was interrupted", e);
        }
    }

    /** @param name of another one at the same brokers */
    static String at(EventHubsConnection connection, String name) throws IOException {
        if (connection.identity() != null) {
            return tls(connection);
        }
        // Kafka's client would ask a broker that is away again and again, and say only that time is up.
        for (String broker : connection.brokers().split(",")) {
            ServerConnection.attempt(URI.create("tcp://" + broker.strip()));
        }
        try (Admin admin = Admin.create(settings(connection))) {
            TopicDescription topic = admin.describeTopics(List.of(name))
                    .topicNameValues()
                    .get(name)
                    .get();
            return name + " is there, with " + topic.partitions().size() + " partition"
                    + (topic.partitions().size() == 1 ? "" : "s");
        } catch (ExecutionException e) {
            throw new IOException(reason(connection, name, e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the check was interrupted", e);
        }
    }

    /** An identity's token is fetched by the route's own login, which is not here. */
    private static String tls(EventHubsConnection connection) throws IOException {
        for (String broker : connection.brokers().split(",")) {
            ServerConnection.attempt(URI.create("tls://" + broker.strip()));
        }
        return "a connection can be made; the identity was not tried";
    }

    private static String reason(EventHubsConnection connection, String name, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "there is no topic or event hub " + name;
        }
        if (cause instanceof AuthenticationException) {
            return connection.brokers() + " refuses the credentials";
        }
        return connection.brokers() + " does not answer as a broker: " + cause.getMessage();
    }

    private static Map<String, Object> settings(EventHubsConnection connection) {
        Map<String, Object> settings = connection.clientSettings();
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LONGEST_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_MS);
        return settings;
    }
}
