package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LevelProbeTest {

    private static final String METADATA =
            "{\"resourceType\":\"CapabilityStatement\",\"rest\":[{\"resource\":[{\"type\":\"Foo\"}]}]}";

    private static Answer history(URI asked) {
        return asked.getPath().endsWith("/metadata") ? Answer.json(METADATA) : Answer.json(Bundles.history());
    }

    private static void contact(List<String> types, Function<URI, Answer> answers) throws Exception {
        try (RecordedServer server = new RecordedServer(answers);
                FhirHistoryFeed feed = new FhirServer(
                                new FhirFeedSettings(
                                        server.url("/fhir"),
                                        "h",
                                        "/w",
                                        50,
                                        HttpLimits.DEFAULT,
                                        Authorization.none(),
                                        new DialectSettings(null, null, true, types)),
                                Clock.systemUTC())
                        .openFeed()) {
            feed.serverTime();
        }
    }

    @Test
    void whereAccessIsRefusedOnlyThatIsSaid() {
        assertThatThrownBy(() -> contact(
                        List.of("Patient"), asked -> Answer.of(asked.getPath().contains("Patient") ? 404 : 403, "")))
                .hasMessageContaining("/_history answered 403")
                .hasMessageContaining("check the credentials under `auth`")
                .hasMessageNotContaining("answered 404");
    }

    @Test
    void aTypeThatNeitherFhirNorTheServerHasIsToldAtTheFirstContact() {
        assertThatThrownBy(() -> contact(List.of("Patient", "Laborbefund"), LevelProbeTest::history))
                .hasMessageStartingWith("`types` has Laborbefund in it");
    }

    @Test
    void aTypeOfTheServersOwnIsWatched() {
        assertThatCode(() -> contact(List.of("Foo"), LevelProbeTest::history)).doesNotThrowAnyException();
    }
}
