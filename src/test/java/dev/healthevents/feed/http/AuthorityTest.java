package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "http://h/fhir, , h, -1",
        "http://fhir_server:8080/fhir, , fhir_server, 8080",
        "https://FHIR_Server.lab_net/fhir, , FHIR_Server.lab_net, -1",
        "http://fhir_server:/fhir, , fhir_server, -1",
        "http://joe:s3cret@fhir_server/fhir, joe:s3cret, fhir_server, -1",
        "http://[::1]:8080/fhir, , [::1], 8080",
        "http://fhir_server:80a/fhir, , , -1",
        "http:///fhir, , , -1",
        "mailto:joe, , , -1"
    })
    void aHostMayHaveAnUnderscoreInItsName(String url, String userInfo, String host, int port) {
        assertThat(Authority.of(URI.create(url))).isEqualTo(new Authority(userInfo, host, port));
    }

    @Test
    void suchAHostIsAnOrigin() {
        assertThat(Origin.of(URI.create("http://FHIR_Server/fhir")))
                .isEqualTo(Origin.of(URI.create("http://fhir_server:80/fhir/Patient")))
                .hasToString("http://fhir_server");
    }

    @Test
    void suchAHostIsLookedForByItsName() {
        URI url = URI.create("http://fhir_server.invalid:8080/fhir");
        try (FeedClient client = new FeedClient(url, HttpLimits.DEFAULT, Authorization.none(), Clock.systemUTC())) {
            assertThatThrownBy(() -> client.get(url, "application/json", (json, date) -> null))
                    .hasMessageStartingWith("http://fhir_server.invalid:8080/fhir has a host name that is not known");
        }
    }
}
