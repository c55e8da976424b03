package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events go. A sink that is configured is on.
 *
 * @param type {@code file} (one event a line), {@code event-hubs} (Azure Event Hubs, or any Kafka), {@code event-grid} (a
 *     custom topic of Azure Event Grid), {@code functions} (an Azure Function, or any webhook) or {@code route} (a <a
 *     href="sinks.md#a-route-of-your-own-as-a-sink">route of your own</a>); unless set, the sink's name
 * @param path of {@code file}: the file; made with its directory where it does not exist
 * @param protocol of {@code event-hubs}: {@code kafka} or {@code amqp}: <a href="sinks.md#event-hubs">Event Hubs</a>
 * @param bootstrapServers of {@code event-hubs}: {@code host:port}, several with commas; from the connection string
 *     unless set. Alone, without a connection string, for a Kafka that asks for no credentials
 * @param eventHub of {@code event-hubs}: the event hub or Kafka topic; from the connection string's {@code EntityPath}
 *     unless set
 * @param connectionString of {@code event-hubs}: that of the namespace or the event hub, whole, as the portal shows it
 * @param namespace of {@code event-hubs}: host of the namespace, {@code ….servicebus.windows.net}, instead of the
 *     connection string, to sign in with an identity of Entra
 * @param endpoint of {@code event-grid}: the <a href="sinks.md#event-grid">topic</a>, whole, as the portal shows it:
 *     {@code https://…/api/events}
 * @param accessKey of {@code event-grid}: the topic's
 * @param sasToken of {@code event-grid}: a token that was signed with the access key, in place of it
 * @param url of {@code functions}: the function, or any webhook; of an Event Grid trigger {@code
 *     https://APP.azurewebsites.net/runtime/webhooks/EventGrid?functionName=NAME}. What follows {@code ?} is kept secret
 * @param key of {@code functions}: the key of the function, sent as {@code x-functions-key}; of an Event Grid trigger
 *     the system key {@code eventgrid_extension}, sent as {@code code}
 * @param trigger of {@code functions}: {@code http} or {@code event-grid}: what the function is bound to; see <a
 *     href="sinks.md#functions-and-other-webhooks">sinks</a>
 * @param batchSize of {@code functions}: events in a request at the most, 1 to 5000; unless set 1, of an Event Grid
 *     trigger 100
 * @param headers of {@code functions}: a header of your own, the last part of the key being its name, such as {@code
 *     Authorization}
 * @param tls of {@code functions}: whom to trust and which certificate to show
 * @param auth of {@code event-hubs} and {@code event-grid}: who we are to Entra; the identity of this process where no
 *     credential is given
 * @param schema {@code cloud-events} or {@code event-grid}; of an Event Grid topic the one that it was made for. Unless
 *     set {@code cloud-events}, or what the {@code subscription-file} says
 * @param filter which events it takes of those that routes send to it
 * @param subscriptionFile an event subscription of Event Grid, as the Azure CLI prints it, from which is taken <a
 *     href="sinks.md#an-event-subscription-of-azure">what is not set</a>
 * @param outboxLimit how many events may wait for this sink
 * @param whenFull what happens <a href="sinks.md#when-an-outbox-is-full">when so many wait</a>: {@code pause}, reading pauses
 *     for all sinks, or {@code dead-letter}, what comes for this sink becomes a dead letter
 * @param connections of {@code functions}, {@code event-grid} and {@code route}: requests under way at the most, 1 to 100;
 *     never two with events of one resource: <a href="sinks.md#several-requests-at-once">several requests at once</a>
 * @param retry how events are offered again
 * @param deadLetters where this sink's dead letters are written to, instead of where all others' are
 */
public record SinkProperties(
        String type,
        String path,
        @DefaultValue("kafka") String protocol,
        String bootstrapServers,
        String eventHub,
        String connectionString,
        String namespace,
        String endpoint,
        String accessKey,
        String sasToken,
        String url,
        String key,
        @DefaultValue("http") String trigger,
        Integer batchSize,
        @DefaultValue Map<String, String> headers,
        @DefaultValue TlsProperties tls,
        @DefaultValue IdentityProperties auth,
        EventSchema schema,
        FilterProperties filter,
        Path subscriptionFile,
        @DefaultValue("1000000") long outboxLimit,
        @DefaultValue("pause") String whenFull,
        @DefaultValue("1") int connections,
        @DefaultValue RetryProperties retry,
        SinkDeadLetters deadLetters) {

    /**
     * Where a sink's dead letters are written to.
     *
     * @param blob a container of Azure Blob Storage
     */
    public record SinkDeadLetters(DeadLetterProperties.Blob blob) {}

    SinkProperties with(EventSchema other) {
        return with(type, namespace, eventHub, url, trigger, batchSize, other, retry);
    }

    /**
     * With what a subscription says and is not set.
     *
     * @param ofType what it is, or {@code null} where its name says so
     */
    SinkProperties with(String ofType, SubscriptionFile file) {
        return with(
                ofType,
                namespace,
                eventHub,
                url,
                trigger,
                batchSize,
                schema == null ? file.schema() : schema,
                retry.with(file.attempts(), file.timeToLive()));
    }

    /** With what a destination of this type says and is not set. */
    SinkProperties with(SubscriptionDestination to) {
        boolean known = connectionString != null || bootstrapServers != null || namespace != null;
        boolean named = eventHub != null || connectionString != null && connectionString.contains("EntityPath=");
        String address = url == null ? to.url() : url;
        return with(
                type,
                known ? namespace : to.namespace(),
                named ? eventHub : to.eventHub(),
                address,
                FunctionsAddress.isEventGridTrigger(address) ? "event-grid" : trigger,
                batchSize == null ? to.batchSize() : batchSize,
                schema,
                retry);
    }

    private SinkProperties with(
            String ofType,
            String ofNamespace,
            String hub,
            String address,
            String bound,
            Integer events,
            EventSchema encoding,
            RetryProperties offers) {
        return new SinkProperties(
                ofType,
                path,
                protocol,
                bootstrapServers,
                hub,
                connectionString,
                ofNamespace,
                endpoint,
                accessKey,
                sasToken,
                address,
                key,
                bound,
                events,
                headers,
                tls,
                auth,
                encoding,
                filter,
                subscriptionFile,
                outboxLimit,
                whenFull,
                connections,
                offers,
                deadLetters);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SinkProperties[type=" + type + ", schema=" + schema + "]";
    }
}
