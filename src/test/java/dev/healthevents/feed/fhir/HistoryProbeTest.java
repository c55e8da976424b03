package dev.healthevents.feed.fhir;

import static dev.healthevents.feed.fhir.Bundles.history;
import static dev.healthevents.feed.fhir.Bundles.page;
import static dev.healthevents.feed.fhir.Bundles.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HistoryProbeTest {

    private static final String PAST = "2026-11-22T09:00:00Z";

    @Test
    void theServersTimeIsItsBundles() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> history())) {
            assertThat(server.feed.serverTime()).isEqualTo("2026-11-22T10:00:00Z");
            assertThat(server.feed.readsClosedWindows()).isTrue();
        }
    }

    @Test
    void capabilitiesAreFoundOutOnce() throws Exception {
        try (StandInServer server = StandInServer.answering(
                q -> q.contains("_at=ge1970") || q.contains("2099") ? history() : history(patient("1", 1, PAST)))) {
            server.feed.serverTime();
            server.feed.serverTime();
            assertThat(server.queries())
                    .containsExactly(
                            "_since=2099-01-01T00:00:00.000Z&_count=1&_elements=id,meta",
                            "_at=ge1970-01-01T00:00:00.000Z&_at=lt1970-01-01T00:00:00.001Z&_count=1&_elements=id,meta",
                            "_since=1970-01-01T00:00:00.000Z&_count=1&_elements=id,meta",
                            "_at=ge2026-11-22T09:00:00.000Z&_at=lt2026-11-22T09:00:00.001Z&_count=1&_elements=id,meta",
                            "_since=2099-01-01T00:00:00.000Z&_count=1&_elements=id,meta",
                            "_since=2026-11-22T08:59:59.000Z&_count=2&_elements=id,meta",
                            "",
                            "_since=2099-01-01T00:00:00.000Z&_count=1&_elements=id,meta");
        }
    }

    @Test
    void closedWindowsAreNotReadBeforeItIsKnownThatTheyCan() {
        try (StandInServer server = StandInServer.answering(q -> history())) {
            assertThat(server.feed.readsClosedWindows()).isFalse();
        }
    }

    @Test
    void aServerThatIgnoresAtReadsNoClosedWindows() throws Exception {
        try (StandInServer server =
                StandInServer.answering(q -> q.contains("_since=2099") ? history() : history(patient("1", 1, PAST)))) {
            server.feed.serverTime();
            assertThat(server.feed.readsClosedWindows()).isFalse();
        }
    }

    @Test
    void aServerThatRefusesAtReadsNoClosedWindows() throws Exception {
        try (StandInServer server = new StandInServer(q -> hasAnEnd(q) ? Answer.of(400, "") : Answer.json(history()))) {
            server.feed.serverTime();
            assertThat(server.feed.readsClosedWindows()).isFalse();
            server.feed.read(Window.openFrom(Instant.EPOCH), 1);
            assertThat(server.queries()).last().asString().contains("_elements");
        }
    }

    @Test
    void aServerThatFailsAtAtReadsNoClosedWindows() throws Exception {
        try (StandInServer server = new StandInServer(q -> hasAnEnd(q) ? Answer.of(500, "") : Answer.json(history()))) {
            server.feed.serverTime();
            assertThat(server.feed.readsClosedWindows()).isFalse();
        }
    }

    @Test
    void aServerThatRefusesElementsAndTheFutureIsStillRead() throws Exception {
        try (StandInServer server = new StandInServer(
                q -> q.contains("_elements") || q.contains("2099") ? Answer.of(400, "") : Answer.json(history()))) {
            assertThat(server.feed.serverTime()).isEqualTo("2026-11-22T10:00:00Z");
            server.feed.serverTime();
            assertThat(server.queries()).last().asString().isEqualTo("_since=2026-11-22T09:59:00.000Z&_count=1");
        }
    }

    @Test
    void aServerThatIsBusyIsProbedAgainLater() throws Exception {
        AtomicBoolean busy = new AtomicBoolean(true);
        try (StandInServer server =
                new StandInServer(q -> q.contains("_at") && busy.get() ? Answer.of(503, "") : Answer.json(history()))) {
            assertThatThrownBy(server.feed::serverTime).hasMessageContaining("503");
            busy.set(false);
            server.feed.serverTime();
            assertThat(server.feed.readsClosedWindows()).isTrue();
        }
    }

    @Test
    void aServerWithoutASystemHistoryIsFatal() {
        try (StandInServer server =
                StandInServer.answering(q -> "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":0}")) {
            assertThatThrownBy(server.feed::serverTime).hasMessageContaining("a Bundle of type searchset");
        }
    }

    @Test
    void aServerWithoutATimeOfItsOwnIsJudgedByItsDateHeader() throws Exception {
        Instant before = Instant.now();
        try (StandInServer server = StandInServer.answering(q -> page(null, null))) {
            assertThat(server.feed.serverTime())
                    .isBetween(before.minusSeconds(121), Instant.now().minusSeconds(119));
        }
    }

    @Test
    void aServerThatIgnoresSinceIsReadNevertheless() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> history(patient("1", 1, "2026-11-22T09:00:00Z")))) {
            assertThat(server.feed.serverTime()).isEqualTo("2026-11-22T10:00:00Z");
            assertThat(server.feed
                            .read(Window.openFrom(Instant.parse("2026-11-22T09:00:01Z")), 1)
                            .events())
                    .isEmpty();
        }
    }

    private static boolean hasAnEnd(String query) {
        return query.contains("_at") || query.contains("_before");
    }
}
