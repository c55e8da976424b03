package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows that can't be cut smaller, and hold more than may be in memory at once. */
class LargeWindowTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Window MILLISECOND = new Window(NINE, NINE.plusMillis(1));
    private static final Pattern OFFSET = Pattern.compile("_offset=(\\d+)");
    private static final int CHANGES = 105_000;
    private static final int PAGE = 15_000;

    /** Newest first, as HAPI FHIR: of each resource the second version and then the first one; each third was deleted. */
    private static StandInServer server() {
        return StandInServer.answering(query -> {
            if (query.contains("ge1970") || query.contains("2099")) {
                return Bundles.history();
            }
            Matcher offset = OFFSET.matcher(query);
            int first = offset.find() ? Integer.parseInt(offset.group(1)) : 0;
            int end = Math.min(CHANGES, first + PAGE);
            String[] entries =
                    IntStream.range(first, end).mapToObj(LargeWindowTest::entry).toArray(String[]::new);
            return Bundles.page("2026-11-22T10:00:00.000+00:00", end == CHANGES ? null : "?_offset=" + end, entries);
        });
    }

    private static String entry(int number) {
        String id = "p" + number / 2;
        boolean second = number % 2 == 0;
        return second && number % 3 == 0
                ? Bundles.deleted(id, 2)
                : Bundles.patient(id, second ? 2 : 1, NINE.toString());
    }

    private static List<WindowRead> parts(WindowRead first) throws FeedException {
        List<WindowRead> parts = new ArrayList<>();
        for (WindowRead part = first; part != null; part = part.next()) {
            parts.add(part);
        }
        return parts;
    }

    @Test
    void allOfItIsGivenOutInPartsEachChangeOnceAndThoseOfAResourceInOrder() throws Exception {
        try (StandInServer server = server()) {
            WindowRead first = server.feed.read(MILLISECOND, 20_000);
            List<WindowRead> parts = parts(first);
            List<HealthEvent> events =
                    parts.stream().flatMap(part -> part.events().stream()).toList();

            assertThat(parts).hasSize(6).allMatch(part -> part.events().size() <= SpooledWindow.PART);
            assertThat(first.entries()).isEqualTo(CHANGES);
            assertThat(events).extracting(HealthEvent::id).hasSize(CHANGES).doesNotHaveDuplicates();
            assertThat(events).allMatch(event -> event.time().equals(NINE));
            assertThat(events.subList(0, CHANGES / 2))
                    .allMatch(event -> event.type().endsWith("Created"));
        }
    }

    @Test
    void anOpenWindowMayBeAsLarge() throws Exception {
        try (StandInServer server = server()) {
            assertThat(parts(server.feed.read(Window.openFrom(NINE), 20_000))).hasSize(6);
        }
    }

    @Test
    void theOneThatIsReadAheadDoesNotTakeAwayTheOneThatIsGoneThrough() throws Exception {
        try (StandInServer server = server()) {
            WindowRead first = server.feed.read(MILLISECOND, 20_000);
            WindowRead second = server.feed.read(MILLISECOND, 20_000);

            assertThat(parts(first)).hasSize(6);
            assertThat(parts(second)).hasSize(6);
        }
    }

    @Test
    void aFeedThatIsClosedTellsSo() throws Exception {
        StandInServer server = server();
        WindowRead first = server.feed.read(MILLISECOND, 20_000);
        server.close();

        assertThatThrownBy(() -> parts(first)).isInstanceOf(FeedException.class);
    }
}
