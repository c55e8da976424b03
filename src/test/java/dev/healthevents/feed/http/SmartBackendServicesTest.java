package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.OAuthClient.SigningKey;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmartBackendServicesTest {

    private static final String SCOPE = "system/*.rs";

    private final SetClock clock = new SetClock();

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "RSA, 3072", "EC, 384"})
    void aSignedAssertionGivesATokenEachTime(String algorithm, int size) throws Exception {
        KeyPair key = key(algorithm, size);
        try (AuthorizationServer server = server("k1", key)) {
            TokenSource tokens = tokens(server.tokenUrl(), "k1", key);
            for (int i = 0; i < 3; i++) {
                assertThat(server.accepts("Bearer " + tokens.request().value())).isTrue();
            }
        }
    }

    @Test
    void theTokenEndpointIsToldByTheServer() throws Exception {
        KeyPair key = key("EC", 384);
        try (AuthorizationServer server = server("k1", key);
                RecordedServer fhir = new RecordedServer(
                        uri -> configuration("{\"x\":{\"token_endpoint\":\"https://not.this\"},\"token_endpoint\":\""
                                + server.tokenUrl() + "\"}"))) {
            tokens(null, fhir.url("/fhir/"), "k1", key).request();
            assertThat(fhir.asked()).hasSize(1);
            assertThat(fhir.asked().get(0).uri()).hasToString("/fhir/.well-known/smart-configuration");
            assertThat(fhir.asked().get(0).header("Authorization")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"token_endpoint\":\"http://elsewhere.test/t\"}", "{\"token_endpoint\":\"::\"}"})
    void aServerThatTellsNoSafeEndpointIsRefused(String configuration) throws Exception {
        try (RecordedServer fhir = new RecordedServer(uri -> configuration(configuration))) {
            assertThatThrownBy(() -> tokens(null, fhir.url("/fhir"), "k1", key("EC", 384))
                            .request())
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("names no `token_endpoint` with https; set `token-url`");
        }
    }

    @Test
    void aServerThatTellsNothingIsToBeHelpedWithTheTokenUrl() throws Exception {
        try (RecordedServer fhir = new RecordedServer(uri -> Answer.of(404, ""))) {
            assertThatThrownBy(() -> tokens(null, fhir.url("/fhir"), "k1", key("EC", 384))
                            .request())
                    .isExactlyInstanceOf(FeedException.class)
                    .hasMessageContaining("/.well-known/smart-configuration answered 404")
                    .hasMessageContaining("set `token-url` if it does not tell");
        }
    }

    @Test
    void anotherKeyThanTheRegisteredOneIsRefusedWithoutShowingTheAssertion() throws Exception {
        try (AuthorizationServer server = server("k1", key("RSA", 2048))) {
            assertThatThrownBy(() ->
                            tokens(server.tokenUrl(), "k1", key("RSA", 2048)).request())
                    .hasMessageContaining("invalid_client: the signature of *** is another")
                    .hasMessageContaining("and that this client is registered there with it");
        }
    }

    @Test
    void aClockThatIsFiveMinutesBehindIsTooLate() throws Exception {
        KeyPair key = key("EC", 384);
        SetClock theirs = new SetClock();
        theirs.forward(Duration.ofMinutes(5));
        try (AuthorizationServer server = new AuthorizationServer(
                theirs, Duration.ofMinutes(5), SCOPE, new AssertionCheck("me", "k1", key.getPublic(), theirs))) {
            assertThatThrownBy(() -> tokens(server.tokenUrl(), "k1", key).request())
                    .hasMessageContaining("exp is over");
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, 1024", "EC, 256", "EC, 521", "Ed25519, 255"})
    void aKeyThatSmartDoesNotAllowIsRefused(String algorithm, int size) throws Exception {
        KeyPair key = key(algorithm, size);
        assertThatThrownBy(() -> new SigningKey(key.getPrivate(), "k1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The key must be RSA of 2048 bits or more, or EC on P-384");
    }

    private AuthorizationServer server(String keyId, KeyPair key) {
        return new AuthorizationServer(
                clock, Duration.ofMinutes(5), SCOPE, new AssertionCheck("me", keyId, key.getPublic(), clock));
    }

    private TokenSource tokens(URI tokenUrl, String keyId, KeyPair key) {
        return tokens(tokenUrl, URI.create("http://fhir.test"), keyId, key);
    }

    private TokenSource tokens(URI tokenUrl, URI server, String keyId, KeyPair key) {
        SigningKey signing = new SigningKey(key.getPrivate(), keyId);
        return new OAuthClient(tokenUrl, "me", signing, SCOPE, null).tokens(server, HttpLimits.DEFAULT, clock);
    }

    private static Answer configuration(String json) {
        return Answer.of(200, json).with("Content-Type", "application/json");
    }

    private static KeyPair key(String algorithm, int size) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }
}
