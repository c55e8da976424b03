package dev.healthevents.camel.azure.eventgrid;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.AddDatePolicy;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Context;
import com.azure.core.util.HttpClientOptions;
import com.azure.messaging.eventgrid.EventGridServiceVersion;
import java.time.Duration;

/**
 * A topic by its REST API. The SDK's client takes no JSON as it is; what it is made of does. No redirect is followed, and
 * nothing is sent again: that is up to the route.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/eventgrid/dataplane/publish-custom-event-events">Publish events</a>
 */
record RestTopic(HttpPipeline pipeline, String url, String contentType) implements Topic {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int TAKEN = 200;

    /** @throws IllegalArgumentException if there is no credential of the configured type */
    static RestTopic of(EventGridConfiguration configuration) {
        HttpClientOptions limits = new HttpClientOptions()
                .setConnectTimeout(CONNECT)
                .setWriteTimeout(ANSWER)
                .setResponseTimeout(ANSWER)
                .setReadTimeout(ANSWER);
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .httpClient(HttpClient.createDefault(limits))
                .policies(
                        new UserAgentPolicy("camel-azure-eventgrid"),
                        new RequestIdPolicy(),
                        new AddDatePolicy(),
                        CredentialPolicies.of(configuration))
                .build();
        return new RestTopic(
                pipeline,
                configuration.getTopicEndpoint() + "?api-version="
                        + EventGridServiceVersion.getLatest().getVersion(),
                configuration.getSchema().contentType());
    }

    @Override
    public void publish(byte[] batch) {
        HttpRequest request = new HttpRequest(HttpMethod.POST, url)
                .setHeader(HttpHeaderName.CONTENT_TYPE, contentType)
                .setBody(batch);
        try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
            if (response.getStatusCode() != TAKEN) {
                throw Refusal.of(response);
            }
        }
    }
}
