package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.delivery.EventHubAddress;
import dev.healthevents.event.EventSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHubsByAmqpTest {

    private static final String SECRET = "s3cret";
    private static final String HUB =
            "Endpoint=sb://clinic.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=" + SECRET;

    @Test
    void theServiceIsAtThePortOfAmqpWithTls() {
        EventHubAddress address = EventHubsByAmqp.address(sink("lab", HUB, null));

        assertThat(address).hasToString("clinic.servicebus.windows.net:5671");
    }

    @Test
    void theEmulatorIsAtThePortWithoutTlsUnlessAnotherIsNamed() {
        String emulator = HUB.replace("clinic.servicebus.windows.net/", "localhost") + ";UseDevelopmentEmulator=true";

        assertThat(EventHubsByAmqp.address(sink("lab", emulator, null)).port()).isEqualTo(5672);
        assertThat(EventHubsByAmqp.address(sink("lab", emulator.replace("localhost", "localhost:5673"), null))
                        .port())
                .isEqualTo(5673);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Endpoint=sb://clinic.servicebus.windows.net:0/;SharedAccessKeyName=n;SharedAccessKey=k",
                "Endpoint=sb://clinic.servicebus.windows.net:99999/;SharedAccessKeyName=n;SharedAccessKey=k",
                "Endpoint=sb://-clinic-/;SharedAccessKeyName=n;SharedAccessKey=k",
                "Endpoint=sb://clinic/;SharedAccessKeyName=n;SharedAccessKey=k\"k",
                "Endpoint=sb://clinic/;SharedAccessKeyName=n;SharedAccessKey=k\\k",
                "Endpoint=sb://clinic/;SharedAccessKeyName=n;\nSharedAccessKey=k"
            })
    void aConnectionStringThatNoClientCouldUseStopsTheStart(String wrong) {
        assertThatThrownBy(() -> EventHubsByAmqp.check(sink("lab", wrong, null)))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessageContaining("is not of the form Endpoint=sb://");
    }

    @Test
    void theEndOfTheLineAfterAConnectionStringIsNoPartOfIt() {
        assertThat(EventHubsConnection.of(sink("lab", HUB + "\n", null)).saslJaasConfig())
                .endsWith("SharedAccessKey=" + SECRET + "\";");
    }

    @Test
    void theEventHubMayBeInTheConnectionString() {
        assertThat(EventHubsByAmqp.check(sink(null, HUB + ";EntityPath=lab", null))
                        .eventHub())
                .isEqualTo("lab");
    }

    @Test
    void aNamespaceAloneIsForTheIdentityThatIsThere() {
        EventHubsAccess access = EventHubsByAmqp.check(sink("lab", null, "clinic.servicebus.windows.net"));

        assertThat(access.identity().managedIdentity()).isNull();
        assertThat(EventHubsByAmqp.address(sink("lab", null, "clinic.servicebus.windows.net")))
                .hasToString("clinic.servicebus.windows.net:5671");
    }

    @Test
    void byKafkaAnIdentityHasTlsAndTheScopeOfTheNamespace() {
        EventHubsConnection connection = EventHubsConnection.of(sink("lab", null, "clinic.servicebus.windows.net"));

        assertThat(connection.brokers()).isEqualTo("clinic.servicebus.windows.net:9093");
        assertThat(connection.securityProtocol()).isEqualTo("SASL_SSL");
        assertThat(connection.saslMechanism()).isEqualTo("OAUTHBEARER");
        assertThat(connection.identity().scope()).isEqualTo("https://clinic.servicebus.windows.net/.default");
    }

    @Test
    void noneOfTheseShowsASecret() {
        EventHubsSink sink = sink("lab", HUB, null);

        assertThat(sink.properties() + " " + sink.properties().auth() + " " + EventHubsByAmqp.check(sink) + " "
                        + EventHubsConnection.of(sink) + " " + EventHubsByAmqp.address(sink) + " "
                        + sink)
                .doesNotContain(SECRET);
    }

    static EventHubsSink sink(String eventHub, String connectionString, String namespace) {
        SinkProperties properties = new SinkProperties(
                null,
                null,
                "amqp",
                null,
                eventHub,
                connectionString,
                namespace,
                null,
                null,
                null,
                null,
                null,
                "http",
                null,
                Map.of(),
                null,
                new IdentityProperties("none", null, null, null, null, null),
                EventSchema.CLOUD_EVENTS,
                null,
                null,
                1_000,
                "pause",
                1,
                new RetryProperties(30, Duration.ofHours(24), List.of(Duration.ofSeconds(10)), null),
                null);
        return new EventHubsSink("event-hubs", properties);
    }
}
