package dev.healthevents.camel.azure.eventgrid;

import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.models.CloudEvent;
import com.azure.messaging.eventgrid.EventGridPublisherClient;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/** The options of component and endpoint. */
@UriParams
public class EventGridConfiguration implements Cloneable {

    /** Event Grid's limit for a request, in bytes. */
    static final int MAX_BATCH_BYTES = 1_048_576;

    /** Event Grid's limit for a request, in events. */
    static final int MAX_BATCH_EVENTS = 5_000;

    @UriPath
    @Metadata(required = true)
    private String topicEndpoint;

    @UriParam(label = "security", secret = true)
    private String accessKey;

    @UriParam(label = "security", secret = true)
    private String sasToken;

    @UriParam(label = "security", secret = true)
    @Metadata(autowired = true)
    private AzureKeyCredential azureKeyCredential;

    @UriParam(label = "security", secret = true)
    @Metadata(autowired = true)
    private TokenCredential tokenCredential;

    @UriParam(label = "security", enums = "ACCESS_KEY,AZURE_IDENTITY,TOKEN_CREDENTIAL", defaultValue = "ACCESS_KEY")
    private CredentialType credentialType = CredentialType.ACCESS_KEY;

    @UriParam(label = "producer")
    @Metadata(autowired = true)
    private EventGridPublisherClient<CloudEvent> publisherClient;

    @UriParam(label = "producer", enums = "cloud-events,event-grid", defaultValue = "cloud-events")
    private EventGridSchema schema = EventGridSchema.CLOUD_EVENTS;

    @UriParam(label = "producer", defaultValue = "1048576")
    private int maxBatchBytes = MAX_BATCH_BYTES;

    @UriParam(label = "producer", defaultValue = "5000")
    private int maxBatchEvents = MAX_BATCH_EVENTS;

    public String getTopicEndpoint() {
        return topicEndpoint;
    }

    /**
     * The topic endpoint URL where events will be published: https, or http on this machine (loopback) for simulators.
     */
    public void setTopicEndpoint(String topicEndpoint) {
        this.topicEndpoint = topicEndpoint;
    }

    public String getAccessKey() {
        return accessKey;
    }

    /**
     * The access key for the Event Grid topic. One of it, the SAS token or the Azure key credential is required when
     * using ACCESS_KEY credential type.
     */
    public void setAccessKey(String accessKey) {
        this.accessKey = accessKey;
    }

    public String getSasToken() {
        return sasToken;
    }

    /** A token of a resource, its expiry and a signature by the topic's access key, in place of that key. */
    public void setSasToken(String sasToken) {
        this.sasToken = sasToken;
    }

    public AzureKeyCredential getAzureKeyCredential() {
        return azureKeyCredential;
    }

    /** The Azure Key Credential for authentication. This is automatically created from the accessKey if not provided. */
    public void setAzureKeyCredential(AzureKeyCredential azureKeyCredential) {
        this.azureKeyCredential = azureKeyCredential;
    }

    public TokenCredential getTokenCredential() {
        return tokenCredential;
    }

    /** Provide custom authentication credentials using an implementation of TokenCredential. */
    public void setTokenCredential(TokenCredential tokenCredential) {
        this.tokenCredential = tokenCredential;
    }

    public CredentialType getCredentialType() {
        return credentialType;
    }

    /** Determines the credential strategy to adopt. */
    public void setCredentialType(CredentialType credentialType) {
        this.credentialType = credentialType;
    }

    public EventGridPublisherClient<CloudEvent> getPublisherClient() {
        return publisherClient;
    }

    /**
     * The EventGrid publisher client. If provided, it will be used instead of creating a new one. It writes events anew,
     * with times of 3, 6 or 9 digits; without it JSON is sent as it came.
     */
    public void setPublisherClient(EventGridPublisherClient<CloudEvent> publisherClient) {
        this.publisherClient = publisherClient;
    }

    public EventGridSchema getSchema() {
        return schema;
    }

    /** The input schema of the topic: CloudEvents 1.0, or the Event Grid event schema. */
    public void setSchema(EventGridSchema schema) {
        this.schema = schema;
    }

    public int getMaxBatchBytes() {
        return maxBatchBytes;
    }

    /**
     * The most bytes in a request, brackets and commas included. A longer list is sent in several requests, in order. An
     * event that is longer alone is sent alone.
     */
    public void setMaxBatchBytes(int maxBatchBytes) {
        this.maxBatchBytes = maxBatchBytes;
    }

    public int getMaxBatchEvents() {
        return maxBatchEvents;
    }

    /** The most events in a request. A longer list is sent in several requests, in order. */
    public void setMaxBatchEvents(int maxBatchEvents) {
        this.maxBatchEvents = maxBatchEvents;
    }

    public EventGridConfiguration copy() {
        try {
            return (EventGridConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
