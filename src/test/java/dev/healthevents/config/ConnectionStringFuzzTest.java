package dev.healthevents.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.healthevents.fuzz.Cost;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Feeds connection strings of Event Hubs: Kafka's client shows the whole of one, and nothing besides, or it is refused. */
class ConnectionStringFuzzTest {

    @DictionaryEntries({
        "Endpoint=sb://clinic.servicebus.windows.net/",
        ";SharedAccessKeyName=send",
        ";SharedAccessKey=c2VjcmV0",
        ";EntityPath=lab",
        ";UseDevelopmentEmulator=true",
        ":5672",
        ":99999",
        "\"",
        "\\",
        "'",
        ";"
    })
    @FuzzTest
    void whatIsTakenArrivesAsItIs(byte[] input) {
        String text = new String(input, UTF_8);
        EventHubsConnection connection = Cost.bounded(() -> taken(text));
        if (connection == null) {
            return;
        }
        assertThat(connection.brokers()).matches("[A-Za-z0-9.-]+:\\d{1,5}");
        AppConfigurationEntry login = JaasContext.loadClientContext(
                        Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(connection.saslJaasConfig())))
                .configurationEntries()
                .get(0);
        assertThat(login.getLoginModuleName()).endsWith(".PlainLoginModule");
        assertThat(login.getOptions()).isEqualTo(Map.of("username", "$ConnectionString", "password", text.strip()));
    }

    /** {@code null} where it is refused. */
    private static EventHubsConnection taken(String text) {
        try {
            EventHubsConnection connection = EventHubsConnection.of(sink(text));
            int port = EventHubsByAmqp.address(sink(text)).port();
            assertThat(port).isBetween(1, 65_535);
            return connection;
        } catch (WrongConfigurationException e) {
            assertThat(e.mend()).isNotBlank();
            return null;
        }
    }

    private static EventHubsSink sink(String connectionString) {
        String eventHub = connectionString.contains("EntityPath") ? null : "lab";
        return EventHubsByAmqpTest.sink(eventHub, connectionString, null);
    }
}
