package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.models.CloudEvent;
import com.azure.messaging.eventgrid.EventGridPublisherClient;

/** A topic by the SDK's client that somebody else has made, which takes objects and writes them anew. */
record PublisherClientTopic(EventGridPublisherClient<CloudEvent> client) implements Topic {

    @Override
    public void publish(byte[] batch) {
        client.sendEvents(CloudEvent.fromString(new String(batch, UTF_8)));
    }
}
