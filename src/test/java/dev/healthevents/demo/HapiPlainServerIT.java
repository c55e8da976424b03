package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.feed.fhir.FhirFeedSettings;
import dev.healthevents.feed.fhir.FhirHistoryFeed;
import dev.healthevents.feed.fhir.FhirServer;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the tests count on in HAPI's plain server and its providers in memory. */
class HapiPlainServerIT {

    private static HapiServer hapi;
    private static FhirCalls fhir;

    @BeforeAll
    static void start() {
        hapi = HapiServer.startPlain(null);
        fhir = new FhirCalls(hapi.url());
        for (int i = 1; i <= 5; i++) {
            fhir.put("Patient", "p" + i, true);
        }
    }

    @AfterAll
    static void stop() {
        hapi.close();
    }

    @Test
    void itsHistoryHasNoTimes() {
        JsonNode entry = fhir.get("Patient/_history?_count=1").at("/entry/0");

        assertThat(entry.at("/resource/meta").fieldNames()).toIterable().containsExactly("versionId");
        assertThat(entry.path("response").fieldNames()).toIterable().containsExactly("status", "etag");
    }

    @Test
    void theNextPageOfItsHistoryIsTheFirstAgain() {
        JsonNode first = fhir.get("Patient/_history?_count=2");

        JsonNode second = fhir.get(first.at("/link/1/url").asText());

        assertThat(first.at("/link/1/relation").asText()).isEqualTo("next");
        assertThat(second.path("entry")).isEqualTo(first.path("entry"));
        assertThat(second.path("total").asInt()).isEqualTo(5);
    }

    @Test
    void itIsRefusedAtTheFirstContactThoughItsFirstTypeIsEmpty() {
        FhirFeedSettings settings = FhirFeedSettings.of(URI.create(hapi.url()), "/workspaces/w");
        try (FhirHistoryFeed feed = new FhirServer(settings, Clock.systemUTC()).openFeed()) {
            assertThatThrownBy(feed::serverTime).hasMessageContaining("/Patient/_history tells no times");
        }
    }
}
