package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.feed.http.RecordedServer.Asked;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** azure-identity, as it is set up here, against stand-ins for Entra's token endpoint and for a managed identity's. */
class EntraTokensTest {

    private static final String SCOPE = "https://clinic.fhir.azurehealthcareapis.com/.default";

    @TempDir
    static Path directory;

    private static TlsKeys keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TlsKeys(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "https://clinic-lab.fhir.azurehealthcareapis.com, https://clinic-lab.fhir.azurehealthcareapis.com/.default",
        "https://clinic-lab.dicom.azurehealthcareapis.com/v2, https://dicom.healthcareapis.azure.com/.default",
        "https://fhir.example.org:8443/r4, https://fhir.example.org:8443/.default"
    })
    void theScopeIsThatOfTheService(URI url, String scope) {
        assertThat(EntraSettings.scopeOf(url)).isEqualTo(scope);
    }

    @Test
    void anApplicationProvesItselfWithItsSecret() throws Exception {
        EntraSettings settings = new EntraSettings("tenant", "app", "s3cret", null, null, SCOPE);
        try (RecordedServer entra =
                entra(form -> "s3cret".equals(form.get("client_secret")) && "app".equals(form.get("client_id")))) {
            assertThat(tokens(settings, entra).request().value()).isEqualTo("entra-token");
            assertThat(entra.asked().get(0).uri()).hasToString("/tenant/oauth2/v2.0/token");
        }
    }

    @Test
    void anApplicationProvesItselfWithItsCertificate() throws Exception {
        Path both = Files.writeString(
                directory.resolve("application.pem"),
                Files.readString(keys.keyPem("client")) + Files.readString(keys.certificatePem("client")));
        EntraSettings settings = new EntraSettings("tenant", "app", null, both, null, SCOPE);
        try (RecordedServer entra = entra(form -> signedByClient(form.get("client_assertion")))) {
            assertThat(tokens(settings, entra).request().value()).isEqualTo("entra-token");
        }
    }

    @Test
    void aManagedIdentityIsFoundByTheEnvironment() throws Exception {
        try (RecordedServer identity = RecordedServer.judging(EntraTokensTest::identity)) {
            assertThat(elsewhere(identity, "system")).contains("gave entra-token");
            assertThat(identity.asked().get(0).uri().getQuery())
                    .contains("resource=https://clinic.fhir.azurehealthcareapis.com")
                    .doesNotContain("client_id");
        }
    }

    @Test
    void aManagedIdentityOfOnesOwnIsNamed() throws Exception {
        try (RecordedServer identity = RecordedServer.judging(EntraTokensTest::identity)) {
            assertThat(elsewhere(identity, "11111111-2222-3333-4444-555555555555"))
                    .contains("gave entra-token");
            assertThat(identity.asked().get(0).uri().getQuery())
                    .contains("client_id=11111111-2222-3333-4444-555555555555");
        }
    }

    @Test
    void withNothingConfiguredWhatIsThereIsTried() throws Exception {
        try (RecordedServer identity = RecordedServer.judging(EntraTokensTest::identity)) {
            assertThat(elsewhere(identity, "")).contains("gave entra-token");
        }
    }

    @Test
    void aRefusalIsToldInASentenceWithoutTheSecret() throws Exception {
        EntraSettings settings = new EntraSettings("tenant", "app", "s3cret", null, null, SCOPE);
        try (RecordedServer entra = RecordedServer.tls(
                keys.server("server"),
                false,
                asked -> Answer.of(
                                401,
                                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: s3cret is wrong\"}")
                        .with("Content-Type", "application/json"))) {
            EntraTokens tokens = tokens(settings, entra);
            assertThatThrownBy(tokens::request)
                    .hasMessageStartingWith("Microsoft Entra gave no token for " + SCOPE + " (")
                    .hasMessageContaining("AADSTS7000215: *** is wrong")
                    .hasMessageEndingWith("; check `tenant-id`, `client-id` and what goes with them under `auth`")
                    .hasNoCause();
            assertThat(entra.asked()).hasSize(1);
        }
        assertThat(settings.toString()).doesNotContain("s3cret");
    }

    /** Microsoft identity platform, client credentials: accepts a request for that scope if {@code proof} does. */
    private static RecordedServer entra(Predicate<Map<String, String>> proof) throws Exception {
        return RecordedServer.tls(keys.server("server"), false, asked -> {
            Map<String, String> form = AuthorizationServer.parameters(asked.body());
            boolean good = asked.method().equals("POST")
                    && "client_credentials".equals(form.get("grant_type"))
                    && form.getOrDefault("scope", "").contains(SCOPE)
                    && proof.test(form);
            return json(
                    good ? 200 : 400,
                    "{\"access_token\":\"entra-token\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
        });
    }

    private static boolean signedByClient(String assertion) {
        try {
            RSAPublicKey key = (RSAPublicKey) keys.certificate("client").getPublicKey();
            return SignedJWT.parse(assertion).verify(new RSASSAVerifier(key));
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** App Service's endpoint, 2019-08-01, which answers only those who know the header's secret. */
    private static Answer identity(Asked asked) {
        boolean good = "header-s3cret".equals(asked.header("X-identity-header"));
        return json(
                good ? 200 : 401,
                "{\"access_token\":\"entra-token\",\"token_type\":\"Bearer\",\"resource\":\"r\",\"expires_on\":\""
                        + Instant.now().plusSeconds(3600).getEpochSecond() + "\"}");
    }

    private static Answer json(int status, String body) {
        return Answer.of(status, body).with("Content-Type", "application/json");
    }

    private static EntraTokens tokens(EntraSettings settings, RecordedServer entra) throws Exception {
        java.net.http.HttpClient.Builder trusting =
                java.net.http.HttpClient.newBuilder().sslContext(keys.server("server"));
        return new EntraTokens(settings, new JdkHttpClientBuilder(trusting).build(), entra.url() + "/");
    }

    /** What a process prints that has this environment, since a managed identity is found by variables only. */
    private static String elsewhere(RecordedServer identity, String managedIdentity) throws Exception {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManagedIdentityMain.class.getName(),
                        managedIdentity,
                        SCOPE)
                .redirectErrorStream(true);
        process.environment()
                .put("IDENTITY_ENDPOINT", identity.url("/msi/token").toString());
        process.environment().put("IDENTITY_HEADER", "header-s3cret");
        return new String(process.start().getInputStream().readAllBytes(), UTF_8);
    }
}
