package dev.healthevents.feed.fhir;

import static dev.healthevents.feed.fhir.Bundles.page;
import static dev.healthevents.feed.fhir.Bundles.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of many pages, and lists whose pages do not end as they should. */
class PageWalkTest {

    private static final Window OPEN = Window.openFrom(Instant.parse("2026-11-22T09:00:00Z"));
    private static final String TIME = "2026-11-22T10:00:00Z";

    @Test
    void aRareTypeIsFoundBehindHundredsOfPagesOfOthers() throws Exception {
        IntFunction<String> pages = number -> number < 300
                ? page(TIME, "?_page=" + (number + 1), other(2 * number), other(2 * number + 1))
                : page(TIME, null, patient("rare", 1, TIME));
        DialectSettings patients = new DialectSettings(null, null, true, List.of("Patient"));
        try (StandInServer server = new StandInServer(numbered(pages), patients)) {
            assertThat(ids(server.feed.read(OPEN, 2))).containsExactly("rare");
        }
    }

    @Test
    void aChangeIsFoundBehindHundredsOfEmptyPages() throws Exception {
        IntFunction<String> pages = number ->
                number < 700 ? page(TIME, "?_page=" + (number + 1)) : page(TIME, null, patient("late", 1, TIME));
        try (StandInServer server = new StandInServer(numbered(pages), DialectSettings.PROBED)) {
            assertThat(ids(server.feed.read(OPEN, 2))).containsExactly("late");
        }
    }

    /** As where resources are erased while a list is read, newest first. */
    @Test
    void whatMovesUpAPageSinceOthersWereTakenOutOfTheListIsNotOverlooked() throws Exception {
        List<String> list = IntStream.range(0, 100)
                .mapToObj(number -> patient(
                        String.valueOf(number),
                        1,
                        Instant.parse(TIME).minusSeconds(number).toString()))
                .collect(Collectors.toCollection(ArrayList::new));
        try (StandInServer server = new StandInServer(query -> {
            int offset = PagedHistory.number(query, "_offset", 0);
            if (offset > 25 && list.size() == 100) {
                list.subList(0, 2).clear();
            }
            int end = Math.min(offset + 25, list.size());
            String next = end < list.size() ? "?_count=25&_offset=" + end : null;
            return Answer.json(page(TIME, next, list.subList(offset, end).toArray(String[]::new)));
        })) {
            assertThat(ids(server.feed.read(OPEN, 1_000))).hasSize(100);
        }
    }

    @Test
    void whereLinksGoOnPastTheEndWhatCameBeforeCounts() throws Exception {
        IntFunction<String> pages = number ->
                number == 0 ? page(TIME, "?_page=1", patient("1", 1, TIME)) : page(TIME, "?_page=" + (number + 1));
        try (StandInServer server = new StandInServer(numbered(pages), DialectSettings.PROBED)) {
            assertThat(ids(server.feed.read(OPEN, 2))).containsExactly("1");
            int asked = server.http.asked().size();

            assertThat(ids(server.feed.read(OPEN, 2))).containsExactly("1");

            assertThat(server.http.asked().size() - asked).isLessThan(20);
        }
    }

    @Test
    void linksThatCloseACircleEndTheList() throws Exception {
        // Two changes of one timestamp, the oldest of all: each page leaves out the one that the link before ended
        // with.
        IntFunction<String> pages = number -> switch (number) {
            case 0 -> page(TIME, "?_page=1", patient("c", 1, "2026-11-22T09:30:00Z"), a(), b());
            case 1 -> page(TIME, "?_page=2", a());
            default -> page(TIME, "?_page=1", b());
        };
        try (StandInServer server = new StandInServer(numbered(pages), DialectSettings.PROBED)) {
            assertThat(ids(server.feed.read(OPEN, 2))).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void aCircleOfPagesThatAreAllNewEndsTheList() throws Exception {
        IntFunction<String> pages = number -> page(
                TIME, "?_page=" + (number + 1) % 3, patient("x" + number, 1, TIME), patient("y" + number, 1, TIME));
        try (StandInServer server = new StandInServer(numbered(pages), DialectSettings.PROBED)) {
            assertThat(server.feed.read(OPEN, 2).events()).hasSize(6);
        }
    }

    @Test
    void aCircleThatDoesNotHoldAllThatIsCountedIsAnError() {
        IntFunction<String> pages = number ->
                page(TIME, "?_page=" + (number + 1) % 2, a(), b()).replace("\"link\"", "\"total\":3,\"link\"");
        try (StandInServer server = new StandInServer(numbered(pages), DialectSettings.PROBED)) {
            assertThatThrownBy(() -> server.feed.read(OPEN, 2))
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("2 of the 3");
        }
    }

    @Test
    void pagesOfANodeAreHadByItsCookie() throws Exception {
        try (RecordedServer nodes = RecordedServer.judging(asked -> {
                    boolean first = !StandInServer.query(asked.uri()).contains("_page");
                    if (first) {
                        return Answer.json(page(TIME, "?_page=1", patient("1", 1, TIME)))
                                .with("Set-Cookie", "NODE=one; Path=/");
                    }
                    return "NODE=one".equals(asked.header("Cookie"))
                            ? Answer.json(page(TIME, null, patient("2", 1, TIME)))
                            : Answer.of(410, "");
                });
                StandInServer server = new StandInServer(nodes, DialectSettings.PROBED)) {
            assertThat(ids(server.feed.read(OPEN, 2))).containsExactlyInAnyOrder("1", "2");
            server.feed.read(OPEN, 2);
            assertThat(nodes.asked().get(2).header("Cookie"))
                    .as("another list begins without cookies")
                    .isNull();
        }
    }

    @Test
    void aLinkThatIsNotKnownAnyMoreIsToldAsThat() {
        try (StandInServer server = new StandInServer(q -> q.contains("_page")
                ? Answer.of(410, "")
                : Answer.json(page(TIME, "?_page=1", patient("1", 1, TIME))))) {
            assertThatThrownBy(() -> server.feed.read(OPEN, 2))
                    .hasMessageContaining("the link has expired, or another node made it")
                    .hasMessageNotContaining("check `url`");
        }
    }

    private static RecordedServer numbered(IntFunction<String> pages) {
        return new RecordedServer(
                uri -> Answer.json(pages.apply(PagedHistory.number(StandInServer.query(uri), "_page", 0))));
    }

    private static String other(int id) {
        return patient("o" + id, 1, TIME).replace("Patient", "AuditEvent");
    }

    private static String a() {
        return patient("a", 1, "2026-11-22T09:10:00Z");
    }

    private static String b() {
        return patient("b", 1, "2026-11-22T09:10:00Z");
    }

    private static List<String> ids(WindowRead read) {
        return read.events().stream()
                .map(event -> ((FhirResourceData) event.data()).resourceFhirId())
                .toList();
    }
}
