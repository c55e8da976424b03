package dev.healthevents.feed.fhir;

import static dev.healthevents.feed.fhir.Bundles.page;
import static dev.healthevents.feed.fhir.Bundles.patient;
import static dev.healthevents.feed.fhir.PagedHistory.OLDEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.FhirResourceData;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A server that shows fewer entries than it says there are. The pages that it is asked for first have two. */
class WholeListTest {

    private static final Window OPEN = Window.openFrom(OLDEST);
    private static final String TIME = "2026-11-22T10:00:00Z";

    @Test
    void whatIsBehindAPageWithoutALinkIsHadOnALargerPage() throws Exception {
        assertThat(read(new PagedHistory(6).total(6).withoutLinks())).isEqualTo(all(6));
    }

    @Test
    void whatIsBehindPagesThatRepeatTheFirstIsHadOnALargerPage() throws Exception {
        assertThat(read(new PagedHistory(8).total(8).repeatingTheFirst())).isEqualTo(all(8));
    }

    @Test
    void pagesThatRepeatTheFirstOfAServerThatDoesNotCountAreMadeLargerAsWell() throws Exception {
        // Hundreds of pages link on in vain.
        assertThat(read(new PagedHistory(450).repeatingTheFirst())).isEqualTo(all(450));
    }

    @Test
    void aServerThatNeedsLargerPagesIsAskedForThemAtOnceLater() throws Exception {
        try (StandInServer server =
                new StandInServer(new PagedHistory(6).total(6).withoutLinks())) {
            server.feed.read(OPEN, 2);
            int asked = server.http.asked().size();

            server.feed.read(OPEN, 2);

            assertThat(server.http.asked()).hasSize(asked + 1);
        }
    }

    @Test
    void whatNoPageAndNoLinkLeadsToIsAnError() {
        assertThatThrownBy(() ->
                        read(new PagedHistory(12).total(12).largestPage(10).withoutLinks()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("/fhir/_history shows 10 of the 12 entries that it counts")
                .hasMessageContaining("raise its largest page");
    }

    @Test
    void aLargestPageThatTheLinksRepeatIsAnError() {
        assertThatThrownBy(() ->
                        read(new PagedHistory(12).total(12).largestPage(10).repeatingTheFirst()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("10 of the 12");
    }

    @Test
    void aLargestPageThatTheLinksOfAServerThatDoesNotCountRepeatIsAnError() {
        assertThatThrownBy(() -> read(new PagedHistory(500).largestPage(3).repeatingTheFirst()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("links to next pages that hold what earlier ones held");
    }

    @Test
    void anEndToPagingItselfIsAnError() {
        // As of servers that page by offset to the ten thousandth entry and no further.
        assertThatThrownBy(() -> readAll(200_001, q -> {
                    int offset = PagedHistory.number(q, "_offset", 0);
                    String next = offset < 8 ? "?_offset=" + (offset + 2) : null;
                    return page(TIME, next, patient("a" + offset, 1, TIME), patient("b" + offset, 1, TIME));
                }))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("10 of the 200001");
    }

    @Test
    void aClosedWindowThatDoesNotShowAllIsReadAsSmallerOnes() throws Exception {
        PagedHistory capped =
                new PagedHistory(12).total(12).largestPage(10).withoutLinks().honouringWindows();
        try (StandInServer server = new StandInServer(capped)) {
            assertThatThrownBy(() -> server.feed.read(new Window(OLDEST, OLDEST.plusSeconds(60)), 1000))
                    .isInstanceOf(WindowTooLargeException.class);
            assertThat(ids(server.feed.read(new Window(OLDEST, OLDEST.plusSeconds(8)), 1000)))
                    .isEqualTo(all(7));
        }
    }

    @Test
    void aServerWhosePagesEndAndThatCountsWhatItDoesNotShowIsBelieved() throws Exception {
        // HAPI FHIR counts what was expunged.
        assertThat(read(new PagedHistory(5).total(6))).isEqualTo(all(5));
        assertThat(read(new PagedHistory(3).total(5))).isEqualTo(all(3));
        assertThat(read(new PagedHistory(1).total(2))).isEqualTo(all(1));
        assertThat(read(new PagedHistory(0).total(1))).isEmpty();
    }

    @Test
    void whatIsSaidAboutTheRequestIsNotCounted() throws Exception {
        String outcome = "{\"resource\":{\"resourceType\":\"OperationOutcome\"},\"search\":{\"mode\":\"outcome\"}}";
        assertThatThrownBy(() ->
                        readAll(3, q -> page(TIME, null, outcome, patient("1", 1, TIME), patient("2", 1, TIME))))
                .hasMessageContaining("2 of the 3");
    }

    @Test
    void aCountThatIsTooSmallDoesNotMatter() throws Exception {
        assertThat(read(new PagedHistory(5).total(1))).isEqualTo(all(5));
    }

    private static List<String> read(PagedHistory history) throws Exception {
        try (StandInServer server = new StandInServer(history)) {
            return ids(server.feed.read(OPEN, 2));
        }
    }

    private static void readAll(int total, java.util.function.Function<String, String> pages) throws Exception {
        try (StandInServer server = new StandInServer(
                q -> Answer.json(pages.apply(q).replace("\"link\"", "\"total\":" + total + ",\"link\"")))) {
            server.feed.read(OPEN, 2);
        }
    }

    private static List<String> all(int size) {
        return IntStream.rangeClosed(1, size).mapToObj(String::valueOf).toList();
    }

    private static List<String> ids(WindowRead read) {
        return read.events().stream()
                .map(event -> ((FhirResourceData) event.data()).resourceFhirId())
                .toList();
    }
}
