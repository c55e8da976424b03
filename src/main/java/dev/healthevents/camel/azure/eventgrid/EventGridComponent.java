package dev.healthevents.camel.azure.eventgrid;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.ObjectHelper;

/** Publishes events to topics of Azure Event Grid. */
@Component("azure-eventgrid")
public class EventGridComponent extends DefaultComponent {

    @Metadata(description = "The component configurations")
    private EventGridConfiguration configuration = unset();

    /** In the place where it is told before Camel looks at the component's options, whose types are that library's. */
    private static EventGridConfiguration unset() {
        try {
            Class.forName(
                    "com.azure.messaging.eventgrid.EventGridPublisherAsyncClient",
                    false,
                    EventGridComponent.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "azure-eventgrid: needs com.azure:azure-messaging-eventgrid, which is not on"
                            + " the class path: add it to the application");
        }
        return new EventGridConfiguration();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        EventGridConfiguration own = configuration.copy();
        if (own.getPublisherClient() == null && ObjectHelper.isNotEmpty(remaining)) {
            own.setTopicEndpoint(remaining);
        }
        CredentialChoice choice = CredentialChoice.of(parameters);
        choice.before(own);
        EventGridEndpoint endpoint = new EventGridEndpoint(uri, this, own);
        setProperties(endpoint, parameters);
        if (own.getPublisherClient() == null) {
            TopicEndpoint.check(own.getTopicEndpoint());
            choice.after(own);
        }
        checkPublisherClient(own);
        checkLimits(own);
        return endpoint;
    }

    private static void checkPublisherClient(EventGridConfiguration own) {
        if (own.getPublisherClient() != null && own.getSchema() != EventGridSchema.CLOUD_EVENTS) {
            throw new IllegalArgumentException("A publisherClient sends CloudEvents only: leave out schema="
                    + own.getSchema().value() + ", or the client");
        }
    }

    private static void checkLimits(EventGridConfiguration own) {
        if (own.getMaxBatchBytes() < 1 || own.getMaxBatchEvents() < 1) {
            throw new IllegalArgumentException("maxBatchBytes and maxBatchEvents must be 1 or more");
        }
    }

    public EventGridConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(EventGridConfiguration configuration) {
        this.configuration = configuration;
    }
}
