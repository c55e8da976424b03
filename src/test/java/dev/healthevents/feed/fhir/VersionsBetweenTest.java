package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.feed.http.SetClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that can be searched, and where the history of a resource can't be read. Each Patient has three versions. */
class VersionsBetweenTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Window OPEN = Window.openFrom(NINE);

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final SetClock clock = new SetClock();
    private final RecordedServer server = new RecordedServer(this::answer);
    private final FhirHistoryFeed feed = new FhirServer(
                    new FhirFeedSettings(
                            server.url("/fhir"),
                            "fhir.example",
                            "/workspaces/w",
                            50,
                            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 1 << 20),
                            Authorization.none(),
                            new DialectSettings(HistoryLevel.SEARCH, null, true, List.of("Patient"))),
                    clock)
            .openFeed();
    private List<String> patients = List.of("a", "bad", "c");
    private volatile boolean found;
    private volatile Answer breakage = Answer.of(500, "");

    @BeforeEach
    void findOut() throws Exception {
        feed.serverTime();
    }

    @AfterEach
    void close() {
        feed.close();
        server.close();
    }

    @Test
    void oneHistoryThatFailsKeepsNothingElseBack() throws Exception {
        broken.add("bad");

        WindowRead read = read();

        assertThat(changes(read)).containsExactlyInAnyOrder("a/1", "a/2", "a/3", "bad/3", "c/1", "c/2", "c/3");
    }

    @Test
    void itIsADeadLetterThatSaysWhatMayBeMissing() throws Exception {
        broken.add("bad");

        List<Rejected> rejected = read().rejected();

        assertThat(rejected).hasSize(1);
        assertThat(rejected.get(0).entry()).isEqualTo("Patient/bad/_history");
        assertThat(rejected.get(0).reason())
                .startsWith("Versions before 3 may be missing")
                .contains("answered 500");
        assertThat(read().rejected())
                .as("the same when it is read again")
                .extracting(Rejected::id)
                .containsExactly(rejected.get(0).id());
    }

    @Test
    void aHistoryThatIsNoBundleOrIsCutShortIsNoMoreThanThat() throws Exception {
        broken.add("bad");
        for (String body : List.of("{\"resourceType\":\"OperationOutcome\"}", "{\"resourceType\":\"Bun", "[]")) {
            breakage = Answer.json(body);
            clock.forward(Duration.ofSeconds(3600));
            assertThat(changes(read())).contains("a/1", "bad/3", "c/1").doesNotContain("bad/2");
        }
    }

    @Test
    void itIsAskedForAgainAndWhatItTellsThenIsAnnounced() throws Exception {
        broken.add("bad");
        read();
        broken.clear();
        patients = List.of();
        assertThat(changes(read())).as("not at once").isEmpty();

        clock.forward(Duration.ofSeconds(11));

        assertThat(changes(read())).as("what was announced is not told again").containsExactly("bad/1", "bad/2");
        assertThat(changes(read())).isEmpty();
    }

    @Test
    void itIsNotAskedForAgainForEver() throws Exception {
        broken.add("bad");
        read();
        patients = List.of();
        for (int hours = 0; hours < 20; hours++) {
            clock.forward(Duration.ofSeconds(3600));
            read();
        }

        long asked = server.asked().stream()
                .filter(request -> request.uri().getPath().contains("/bad/"))
                .count();

        assertThat(asked).isLessThanOrEqualTo(3 * 10);
    }

    @Test
    void aServerThatIsAwayIsNotTakenForOneBadHistory() {
        broken.addAll(List.of("a", "bad", "c", "search"));
        found = false;

        assertThatThrownBy(this::read).hasMessageContaining("/fhir/Patient answered 500");
    }

    @Test
    void aRefusalOfOurCredentialsIsNotTakenForOneBadHistory() {
        broken.add("bad");
        breakage = Answer.of(401, "");

        assertThatThrownBy(this::read).hasMessageContaining("401");
    }

    @Test
    void allVersionsAreAskedForSoThatNoneIsLeftOut() throws Exception {
        read();

        assertThat(server.asked().stream().map(RecordedServer.Asked::uri))
                .contains(URI.create("/fhir/Patient/a/_history?_since=1970-01-01T00%3A00%3A00.000Z&_count=50"));
    }

    private WindowRead read() throws Exception {
        feed.unannouncedSince(NINE);
        return feed.read(OPEN, 100);
    }

    private Answer answer(URI uri) {
        String[] path = uri.getPath().split("/");
        if (uri.getPath().endsWith("/metadata")) {
            return Answer.of(404, "");
        }
        if (path.length == 5) {
            String id = path[3];
            return broken.contains(id)
                    ? breakage
                    : Answer.json(Bundles.history(version(id, 3), version(id, 2), version(id, 1)));
        }
        boolean asked = !broken.contains("search") || !found;
        found |= uri.getQuery().contains("ge2026-11-22T09:00:00.000Z");
        boolean past = !uri.getQuery().contains("2099") && !uri.getQuery().contains("lt1970");
        String[] listed =
                patients.stream().filter(id -> past).map(id -> version(id, 3)).toArray(String[]::new);
        return asked
                ? Answer.json(Bundles.history(listed).replace("\"type\":\"history\"", "\"type\":\"searchset\""))
                : Answer.of(500, "");
    }

    private static String version(String id, int number) {
        return Bundles.patient(id, number, NINE.plusSeconds(number).toString());
    }

    private static List<String> changes(WindowRead read) {
        return read.events().stream()
                .map(event -> (FhirResourceData) event.data())
                .map(data -> data.resourceFhirId() + "/" + data.resourceVersionId())
                .toList();
    }
}
