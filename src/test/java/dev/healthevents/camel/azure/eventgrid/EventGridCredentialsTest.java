package dev.healthevents.camel.azure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.exception.HttpResponseException;
import com.azure.messaging.eventgrid.EventGridPublisherClient;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicSchema;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** By what a topic knows whose events these are. */
class EventGridCredentialsTest {

    private static final String EVENT = "{\"id\":\"%s\",\"source\":\"/s\",\"specversion\":\"1.0\",\"type\":\"t\"}";

    private DefaultCamelContext context;
    private ProducerTemplate template;
    private EventGridTopic topic;

    @BeforeEach
    void start() throws IOException {
        topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
        context = new DefaultCamelContext();
        context.getRegistry().bind("key", EventGridTopic.KEY);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        topic.close();
    }

    @Test
    void aWrongKeyIsToldWithoutBeingShown() {
        context.getRegistry().bind("key", "wr0ng");

        assertThatThrownBy(() -> send(EVENT.formatted("1")))
                .hasStackTraceContaining("401")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("wr0ng"))
                .cause()
                .isInstanceOfSatisfying(
                        HttpResponseException.class,
                        refusal -> assertThat(refusal.getResponse()
                                        .getRequest()
                                        .getHeaders()
                                        .toMap()
                                        .toString())
                                .doesNotContain("wr0ng"));
    }

    @Test
    void theKeyInTheUriIsUsedThoughAnotherIsInTheRegistry() {
        context.getRegistry().bind("other", new AzureKeyCredential("other"));

        send(EVENT.formatted("1"));

        assertThat(topic.ids()).containsExactly("1");
    }

    @Test
    void aSignedTokenIsEnough() {
        String sas = EventGridPublisherClient.generateSas(
                topic.url(),
                new AzureKeyCredential(EventGridTopic.KEY),
                OffsetDateTime.now().plusMinutes(5));
        context.getRegistry().bind("sas", sas);

        template.sendBody("azure-eventgrid:" + topic.url() + "?sasToken=#bean:sas", EVENT.formatted("1"));

        assertThat(topic.ids()).containsExactly("1");
    }

    @Test
    void anIdentityIsAskedForItsTokenForEventGridOnceInAWhile() {
        topic.acceptToken("tok");
        HashSet<String> scopes = new HashSet<>();
        int[] asked = {0};
        TokenCredential credential = request -> Mono.fromSupplier(() -> {
            asked[0]++;
            scopes.addAll(request.getScopes());
            return new AccessToken("tok", OffsetDateTime.now().plusHours(1));
        });
        context.getRegistry().bind("identity", credential);
        String uri = "azure-eventgrid:" + topic.url() + "?tokenCredential=#identity";

        template.sendBody(uri, EVENT.formatted("1"));
        template.sendBody(uri, EVENT.formatted("2"));

        assertThat(topic.ids()).containsExactly("1", "2");
        assertThat(scopes).containsExactly("https://eventgrid.azure.net/.default");
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void overHttpsTheSdksOwnPoliciesPutTheCredentialsIn() {
        EventGridConfiguration configuration = new EventGridConfiguration();
        configuration.setTopicEndpoint("https://t.eventgrid.azure.net/api/events");
        configuration.setAccessKey("key");

        assertThat(CredentialPolicies.of(configuration).getClass().getName())
                .startsWith("com.azure.core.http.policy.AzureKeyCredentialPolicy");
        configuration.setCredentialType(CredentialType.AZURE_IDENTITY);
        assertThat(CredentialPolicies.of(configuration).getClass().getName())
                .startsWith("com.azure.core.http.policy.BearerTokenAuthenticationPolicy");
    }

    private void send(Object body) {
        template.sendBody("azure-eventgrid:" + topic.url() + "?accessKey=#bean:key", body);
    }

    private static String stackTrace(Throwable failure) {
        return failure + Arrays.toString(failure.getStackTrace()) + failure.getCause();
    }
}
