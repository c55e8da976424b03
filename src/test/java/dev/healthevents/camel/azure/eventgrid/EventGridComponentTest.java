package dev.healthevents.camel.azure.eventgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.time.OffsetDateTime;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class EventGridComponentTest {

    private static final String TOPIC = "azure-eventgrid:https://mytopic.eventgrid.azure.net/api/events";

    private final TokenCredential tokens =
            request -> Mono.just(new AccessToken("token", OffsetDateTime.now().plusHours(1)));
    private DefaultCamelContext context;

    @BeforeEach
    void start() {
        context = new DefaultCamelContext();
        context.start();
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    @Test
    void theSchemeIsThatOfApacheCamelsOwn() {
        assertThat(context.getComponent("azure-eventgrid")).isInstanceOf(EventGridComponent.class);
    }

    @Test
    void theTopicIsTheRestOfTheUri() {
        assertThat(endpoint("?accessKey=key").getTopicEndpoint())
                .isEqualTo("https://mytopic.eventgrid.azure.net/api/events");
        assertThat(configuration("azure-eventgrid://https://t.eventgrid.azure.net/api/events?accessKey=key")
                        .getTopicEndpoint())
                .isEqualTo("https://t.eventgrid.azure.net/api/events");
    }

    @Test
    void withoutATopicThereIsNoEndpoint() {
        assertThatThrownBy(() -> context.getEndpoint("azure-eventgrid:?accessKey=key"))
                .hasMessageContaining("Topic endpoint must be specified");
    }

    @Test
    void withoutACredentialThereIsNoEndpoint() {
        assertThatThrownBy(() -> endpoint(""))
                .hasMessageContaining("TokenCredential or Azure Identity must be specified");
        assertThatThrownBy(() -> endpoint("?credentialType=TOKEN_CREDENTIAL"))
                .hasMessageContaining("TokenCredential or Azure Identity must be specified");
    }

    @Test
    void theDefaultsAreTheServicesLimitsAndCloudEvents() {
        EventGridConfiguration configuration = endpoint("?accessKey=key");

        assertThat(configuration.getMaxBatchBytes()).isEqualTo(1_048_576);
        assertThat(configuration.getMaxBatchEvents()).isEqualTo(5_000);
        assertThat(configuration.getSchema()).isEqualTo(EventGridSchema.CLOUD_EVENTS);
        assertThat(configuration.getCredentialType()).isEqualTo(CredentialType.ACCESS_KEY);
    }

    @Test
    void theSchemaIsGivenAsItIsConfiguredElsewhere() {
        assertThat(endpoint("?accessKey=key&schema=event-grid").getSchema()).isEqualTo(EventGridSchema.EVENT_GRID);
    }

    @Test
    void aKeyKeepsItsPlusInRaw() {
        assertThat(endpoint("?accessKey=RAW(a+b/c==)").getAccessKey()).isEqualTo("a+b/c==");
    }

    @Test
    void theIdentityOfThisProcessIsAskedForByItsType() {
        assertThat(endpoint("?credentialType=AZURE_IDENTITY").getCredentialType())
                .isEqualTo(CredentialType.AZURE_IDENTITY);
    }

    @Test
    void aTokenCredentialDecidesTheTypeByItself() {
        context.getRegistry().bind("own", tokens);
        context.getRegistry().bind("default", new DefaultAzureCredentialBuilder().build());

        assertThat(endpoint("?tokenCredential=#own").getCredentialType()).isEqualTo(CredentialType.TOKEN_CREDENTIAL);
        assertThat(endpoint("?tokenCredential=#default").getCredentialType()).isEqualTo(CredentialType.AZURE_IDENTITY);
    }

    @Test
    void aCredentialInTheRegistryIsFound() {
        context.getRegistry().bind("credential", new AzureKeyCredential("key"));

        assertThat(endpoint("").getAzureKeyCredential().getKey()).isEqualTo("key");
        assertThat(endpoint("").getCredentialType()).isEqualTo(CredentialType.ACCESS_KEY);
    }

    @Test
    void aCredentialInTheRegistryDoesNotTakeThePlaceOfTheKeyInTheUri() {
        context.getRegistry().bind("credential", tokens);

        assertThat(endpoint("?accessKey=key").getCredentialType()).isEqualTo(CredentialType.ACCESS_KEY);
    }

    @Test
    void aKeyAndASasTokenAtOnceAreAMistake() {
        assertThatThrownBy(() -> endpoint("?accessKey=key&sasToken=token")).hasMessageContaining("leave out one");
    }

    @Test
    void theComponentsOptionsAreEachEndpointsDefaults() {
        EventGridComponent component = context.getComponent("azure-eventgrid", EventGridComponent.class);
        component.getConfiguration().setAccessKey("key");
        component.getConfiguration().setMaxBatchEvents(7);

        assertThat(endpoint("").getAccessKey()).isEqualTo("key");
        assertThat(endpoint("?maxBatchEvents=8").getMaxBatchEvents()).isEqualTo(8);
        assertThat(component.getConfiguration().getMaxBatchEvents()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://t.eventgrid.azure.net/api/events", "https:///api/events", "topic", "https://u:p@t/x"})
    void aTopicThatCredentialsMustNotGoToIsRefused(String topic) {
        assertThatThrownBy(() -> context.getEndpoint("azure-eventgrid:" + topic + "?accessKey=key"))
                .hasMessageContaining("Topic endpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:60101/api/events", "http://127.0.0.1:1/api/events", "http://[::1]:1/x"})
    void aSimulatorOnThisMachineNeedsNoTls(String topic) {
        assertThat(configuration("azure-eventgrid:" + topic + "?accessKey=key").getTopicEndpoint())
                .isEqualTo(topic);
    }

    @Test
    void nothingCanBeReadFromATopic() {
        assertThatThrownBy(() -> context.getEndpoint(TOPIC + "?accessKey=key").createConsumer(exchange -> {}))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void noSecretIsShown() {
        String uri = context.getEndpoint(TOPIC + "?accessKey=s3cret").toString();

        assertThat(uri).doesNotContain("s3cret");
    }

    private EventGridConfiguration endpoint(String parameters) {
        return configuration(TOPIC + parameters);
    }

    private EventGridConfiguration configuration(String uri) {
        return context.getEndpoint(uri, EventGridEndpoint.class).getConfiguration();
    }
}
