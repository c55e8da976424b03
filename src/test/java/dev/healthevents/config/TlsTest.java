package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.feed.http.OAuthClient;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.feed.http.TlsKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers with certificates of a private authority, and ones that want to see ours. */
class TlsTest {

    private static final TlsProperties NOTHING = new TlsProperties(null, null, null, null, null, null, null, null);

    @TempDir
    static Path directory;

    private static TlsKeys keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new TlsKeys(directory);
    }

    @Test
    void withoutConfigurationAPrivateAuthorityIsNotTrusted() throws Exception {
        try (RecordedServer server = server("server", false)) {
            assertThatThrownBy(() -> get(server, NOTHING))
                    .hasMessageContaining("can't be trusted")
                    .hasMessageContaining("the certificates under `tls`");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void aPrivateAuthorityInAPemFileIsTrusted() throws Exception {
        try (RecordedServer server = server("server", false)) {
            get(server, trusting(keys.caPem()));
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void aPrivateAuthorityInAStoreIsTrusted() throws Exception {
        try (RecordedServer server = server("server", false)) {
            get(server, new TlsProperties(null, null, null, null, keys.trustStore(), TlsKeys.PASSWORD, null, null));
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws Exception {
        try (RecordedServer server = server("elsewhere", false)) {
            assertThatThrownBy(() -> get(server, trusting(keys.caPem()))).hasMessageContaining("can't be trusted");
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void aServerThatWantsACertificateRefusesUsWithoutOne() throws Exception {
        try (RecordedServer server = server("server", true)) {
            assertThatThrownBy(() -> get(server, trusting(keys.caPem()))).isInstanceOf(FeedException.class);
            assertThat(server.asked()).isEmpty();
        }
    }

    @Test
    void aServerThatWantsACertificateIsShownThatOfThePemFiles() throws Exception {
        try (RecordedServer server = server("server", true)) {
            get(
                    server,
                    new TlsProperties(
                            keys.caPem(),
                            keys.certificatePem("client"),
                            keys.keyPem("client"),
                            null,
                            null,
                            null,
                            null,
                            null));
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void aServerThatWantsACertificateIsShownThatOfTheStore() throws Exception {
        try (RecordedServer server = server("server", true)) {
            get(
                    server,
                    new TlsProperties(
                            keys.caPem(), null, null, null, null, null, keys.keyStore("client"), TlsKeys.PASSWORD));
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void whereACertificateIsWhatCountsARefusalSaysSo() throws Exception {
        TlsProperties tls = new TlsProperties(
                keys.caPem(), keys.certificatePem("client"), keys.keyPem("client"), null, null, null, null, null);
        try (RecordedServer server = RecordedServer.tls(keys.server("server"), true, asked -> Answer.of(401, ""))) {
            assertThatThrownBy(() -> get(server, tls))
                    .hasMessageContaining("check the certificate under `tls`")
                    .hasMessageNotContaining("`auth`");
        }
    }

    @Test
    void aTokenEndpointIsKnownInTheSameWay() throws Exception {
        HttpLimits limits = limits(trusting(keys.caPem()));
        try (RecordedServer tokens = RecordedServer.tls(
                keys.server("server"),
                false,
                asked -> Answer.json("{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":60}"))) {
            URI url = tokens.url("/token");
            OAuthClient client = new OAuthClient(url, "me", new OAuthClient.ClientSecret("s3cret", false), null, null);
            assertThat(Authorization.oauth(client, url, limits, Clock.systemUTC())
                            .headers())
                    .containsEntry("Authorization", "Bearer t");
            assertThatThrownBy(() -> Authorization.oauth(client, url, HttpLimits.DEFAULT, Clock.systemUTC())
                            .headers())
                    .hasMessageContaining("can't be trusted");
        }
    }

    @Test
    void aWrongPasswordOfAStoreIsToldWithoutShowingIt() throws Exception {
        TlsProperties tls = new TlsProperties(null, null, null, null, null, null, keys.keyStore("client"), "s3cret");
        assertThatThrownBy(() -> TlsFactory.context("x.tls", tls))
                .isInstanceOf(WrongConfigurationException.class)
                .hasMessage("x.tls.key-store can't be opened with x.tls.key-store-password")
                .hasNoCause();
        assertThat(tls.toString()).doesNotContain("s3cret");
    }

    private static TlsProperties trusting(Path ca) {
        return new TlsProperties(ca, null, null, null, null, null, null, null);
    }

    private static RecordedServer server(String alias, boolean clientCertificate) throws Exception {
        return RecordedServer.tls(keys.server(alias), clientCertificate, asked -> Answer.json("{}"));
    }

    private static HttpLimits limits(TlsProperties tls) {
        HttpLimits usual = HttpLimits.DEFAULT;
        return new HttpLimits(
                usual.requestTimeout(),
                usual.pageTimeout(),
                usual.maxPageBytes(),
                TlsFactory.context("health-events.sources.x.tls", tls),
                tls.showsCertificate());
    }

    private static void get(RecordedServer server, TlsProperties tls) throws FeedException {
        try (FeedClient client = new FeedClient(server.url(), limits(tls), Authorization.none(), Clock.systemUTC())) {
            client.get(server.url("/fhir"), "application/json", (json, date) -> json.readAllBytes());
        }
    }
}
