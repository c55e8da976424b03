package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Window;
import dev.healthevents.standin.family.Family;
import dev.healthevents.standin.family.FamilyServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A resource is created once on a server that counts its versions, whatever the server calls it. */
class CreationsTest {

    private static final Window ALL = Window.openFrom(Instant.parse("2020-01-01T00:00:00Z"));

    @Test
    void anUndeleteThatIsToldAsCreatedIsAnUpdate() throws Exception {
        try (FamilyServer server = new FamilyServer(Family.LINUX_FOR_HEALTH);
                FhirHistoryFeed feed = feed(server)) {
            write(server, "a", "POST", "PUT", "DELETE", "PUT", "PUT");

            assertThat(read(feed, ALL)).containsExactlyElementsOf(server.changes());
        }
    }

    @Test
    void soItIsWithoutItsVersionsBeforeInTheWindow() throws Exception {
        try (FamilyServer server = new FamilyServer(Family.LINUX_FOR_HEALTH);
                FhirHistoryFeed feed = feed(server)) {
            server.writeLate("POST", "Patient", "a", Duration.ofHours(3));
            server.writeLate("DELETE", "Patient", "a", Duration.ofHours(2));
            write(server, "a", "PUT");

            assertThat(read(feed, Window.openFrom(Instant.now().minusSeconds(60))))
                    .containsExactly("Patient/a/_history/3 Updated");
        }
    }

    @Test
    void whereNumbersAreOfTransactionsWhatTheServerSaysCounts() throws Exception {
        try (FamilyServer server = new FamilyServer(Family.BLAZE);
                FhirHistoryFeed feed = feed(server)) {
            write(server, "a", "PUT", "PUT", "DELETE");
            write(server, "b", "PUT", "PUT");

            assertThat(read(feed, ALL)).containsExactlyElementsOf(server.changes());
        }
    }

    private static void write(FamilyServer server, String id, String... methods) {
        for (String method : methods) {
            server.write(method, "Patient", id);
        }
    }

    private static FhirHistoryFeed feed(FamilyServer server) {
        return new FhirServer(FhirFeedSettings.of(URI.create(server.url()), "/ws"), Clock.systemUTC()).openFeed();
    }

    private static List<String> read(FhirHistoryFeed feed, Window window) throws Exception {
        return feed.read(window, 1_000).events().stream()
                .map(CreationsTest::line)
                .toList();
    }

    private static String line(HealthEvent event) {
        FhirResourceData data = (FhirResourceData) event.data();
        return data.resourceType() + "/" + data.resourceFhirId() + "/_history/" + data.serverVersion() + " "
                + event.type().substring("Microsoft.HealthcareApis.FhirResource".length());
    }
}
