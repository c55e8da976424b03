package dev.healthevents.feed.fhir;

import static dev.healthevents.feed.fhir.Bundles.deleted;
import static dev.healthevents.feed.fhir.Bundles.history;
import static dev.healthevents.feed.fhir.Bundles.patient;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.feed.http.RecordedServer.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClosedWindowsTest {

    private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
    private static final Window MINUTE = new Window(NINE, NINE.plusSeconds(60));
    private static final Pattern BOUND = Pattern.compile("(_since=|_at=ge|_at=lt)([^&]+)");

    @Test
    void aClosedWindowHoldsWhatIsWithin() throws Exception {
        try (StandInServer server = honouring(NINE.minusMillis(1), NINE, NINE.plusSeconds(59), NINE.plusSeconds(60))) {
            WindowRead read = server.feed.read(MINUTE, 10);
            assertThat(read.events()).extracting(e -> e.time()).containsExactly(NINE, NINE.plusSeconds(59));
            assertThat(server.feed.readsClosedWindows()).isTrue();
            assertThat(server.queries()).last().asString().contains("_at=ge2026-11-22T09:00:00.000Z");
            assertThat(server.queries()).noneMatch(q -> q.contains("_since") && q.contains("_at"));
        }
    }

    @Test
    void aWindowThatHoldsTooMuchIsGivenUpAtOnce() {
        try (StandInServer server = StandInServer.answering(q -> q.contains("ge1970") || q.contains("2099")
                ? history()
                : Bundles.page(
                        null,
                        "?_offset=" + (q.length()),
                        patient("1", 1, NINE.toString()),
                        patient("2", 1, NINE.toString()),
                        patient("3", 1, NINE.toString())))) {
            assertThatThrownBy(() -> server.feed.read(MINUTE, 2)).isInstanceOf(WindowTooLargeException.class);
            assertThat(server.queries())
                    .filteredOn(q -> q.contains("lt2026-11-22T09:01"))
                    .hasSize(1);
        }
    }

    @Test
    void aWindowMayHoldExactlyTheLimit() throws Exception {
        try (StandInServer server = honouring(NINE, NINE.plusSeconds(1))) {
            assertThat(server.feed.read(MINUTE, 2).entries()).isEqualTo(2);
        }
    }

    @Test
    void whatWasPutAsideIsListedAgainOnceThePastWasReadAndWhatCannotBeReadComesWithTheFirstWindow() throws Exception {
        List<String> listed = new ArrayList<>();
        try (StandInServer server = StandInServer.answering(q -> {
            if (q.contains("1970") || q.contains("2099")) {
                return history();
            }
            listed.add(q);
            return history(
                    patient("1", 1, NINE.plusSeconds(3600).toString()),
                    patient("2", 1, NINE.toString()),
                    "{\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}");
        })) {
            Window next = new Window(MINUTE.to(), MINUTE.to().plusSeconds(60));
            assertThat(server.feed.read(MINUTE, 10).rejected()).hasSize(1);
            assertThat(server.feed.read(MINUTE, 10).rejected()).hasSize(1);
            assertThat(server.feed.read(next, 10).rejected()).isEmpty();
            int before = listed.size();
            server.feed.pastIsRead();
            server.feed.read(next, 10);

            assertThat(listed).hasSizeGreaterThan(before);
        }
    }

    @Test
    void aChangeFromOutsideShowsThatClosedWindowsAreNotHonoured() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> q.contains("1970") || q.contains("2099")
                ? history()
                : history(patient("1", 1, NINE.plusSeconds(3600).toString()), patient("2", 1, NINE.toString())))) {
            WindowRead read = server.feed.read(MINUTE, 10);
            assertThat(read.events()).extracting(e -> e.time()).containsExactly(NINE);
            assertThat(server.feed.readsClosedWindows()).isFalse();
        }
    }

    @Test
    void aBoundThatIsIncludedIsNoViolationAndComesOnce() throws Exception {
        try (StandInServer server = StandInServer.answering(q -> q.contains("1970") || q.contains("2099")
                ? history()
                : history(patient("1", 1, NINE.plusSeconds(60).toString()), patient("2", 1, NINE.toString())))) {
            WindowRead read = server.feed.read(MINUTE, 10);
            assertThat(read.events()).extracting(e -> e.time()).containsExactly(NINE);
            assertThat(server.feed.readsClosedWindows()).isTrue();
        }
    }

    @Test
    void anEmptyWindowIsNotBelievedOfAServerThatAnswersAnyWithNothing() throws Exception {
        try (StandInServer server = StandInServer.answering(
                q -> q.contains("_at") || q.contains("2099") ? history() : history(patient("1", 1, NINE.toString())))) {
            assertThat(server.feed.read(MINUTE, 1).events()).hasSize(1);
            assertThat(server.feed.readsClosedWindows()).isFalse();
        }
    }

    @Test
    void whatWasPutAsideOfALaterStretchIsNotTakenForAnEarlierOne() throws Exception {
        try (StandInServer server = new StandInServer(q -> q.contains("_at") || q.contains("_before")
                ? Answer.of(400, "")
                : Answer.json(sinceOf(q, NINE, NINE.plusSeconds(100))))) {
            server.feed.serverTime();
            server.feed.unannouncedSince(NINE);

            assertThat(server.feed
                            .read(new Window(NINE.plusSeconds(90), NINE.plusSeconds(120)), 10)
                            .events())
                    .hasSize(1);
            assertThat(server.feed.read(MINUTE, 10).events()).hasSize(1);
        }
    }

    @Test
    void aServerThatTellsTimesApartByTheSecondIsAskedForWholeSeconds() throws Exception {
        Instant change = NINE.plusMillis(30_456);
        try (StandInServer server = StandInServer.answering(query -> {
            String second = query.replaceAll("\\.\\d+Z", ".000Z");
            return within(change, second) ? history(patient("1", 1, change.toString())) : history();
        })) {
            Window first = new Window(NINE, NINE.plusMillis(30_700));
            Window second = new Window(NINE.plusMillis(30_700), NINE.plusMillis(60_700));
            assertThat(server.feed.read(first, 10).events()).isEmpty();
            assertThat(server.feed.read(second, 10).events()).hasSize(1);
        }
    }

    @Test
    void anEmptyWindowIsBelievedOfAServerThatFillsAnother() throws Exception {
        try (StandInServer server = honouring(NINE.plusSeconds(600))) {
            assertThat(server.feed.read(MINUTE, 1).events()).isEmpty();
            assertThat(server.feed.readsClosedWindows()).isTrue();
            int asked = server.http.asked().size();
            server.feed.read(MINUTE, 1);
            assertThat(server.http.asked()).hasSize(asked + 1);
        }
    }

    @Test
    void anEmptyServerIsBelievedToBeEmpty() throws Exception {
        try (StandInServer server = honouring()) {
            assertThat(server.feed.read(MINUTE, 1).events()).isEmpty();
            assertThat(server.feed.readsClosedWindows()).isTrue();
        }
    }

    @Test
    void deletesWithoutATimeDoNotCountAsOutside() throws Exception {
        try (StandInServer server = StandInServer.answering(
                q -> q.contains("ge1970") || q.contains("2099") ? history() : history(deleted("1", 2)))) {
            assertThat(server.feed.read(MINUTE, 1).events()).hasSize(1);
        }
    }

    @Test
    void theOldestChangeIsFoundWithinAMinute() throws Exception {
        Instant first = Instant.parse("2019-05-17T13:14:15.161Z");
        try (StandInServer server = honouring(first, NINE)) {
            Instant oldest = server.feed.oldest(NINE.plusSeconds(1));
            assertThat(oldest).isBetween(first.minus(Duration.ofMinutes(1)), first);
            assertThat(server.http.asked()).hasSizeLessThan(40);
        }
    }

    @Test
    void whereNothingIsOlderTheEndOfTheSearchIsReturned() throws Exception {
        try (StandInServer server = honouring(NINE.plusSeconds(7))) {
            assertThat(server.feed.oldest(NINE)).isEqualTo(NINE);
        }
    }

    @Test
    void aRefusalDuringTheSearchForTheOldestIsNotTakenForAFind() {
        try (StandInServer server = new StandInServer(q -> Answer.of(500, ""))) {
            assertThatThrownBy(() -> server.feed.oldest(NINE)).hasMessageContaining("500");
        }
    }

    /** A server with a change at each of these times, which honours {@code _since} and {@code _at}. */
    private static StandInServer honouring(Instant... times) {
        return StandInServer.answering(query -> {
            List<String> entries = new ArrayList<>();
            for (int i = times.length - 1; i >= 0; i--) {
                if (within(times[i], query)) {
                    entries.add(patient("p" + i, 1, times[i].toString()));
                }
            }
            return history(entries.toArray(new String[0]));
        });
    }

    /** What an honest server answers that knows {@code _since} only. */
    private static String sinceOf(String query, Instant... times) {
        return history(Stream.of(times)
                .filter(time -> within(time, query))
                .map(time -> patient("p" + time.getEpochSecond(), 1, time.toString()))
                .toArray(String[]::new));
    }

    private static boolean within(Instant time, String query) {
        Matcher bound = BOUND.matcher(query);
        boolean within = true;
        while (bound.find()) {
            Instant at = Instant.parse(bound.group(2));
            within &= bound.group(1).endsWith("lt") ? time.isBefore(at) : !time.isBefore(at);
        }
        return within;
    }
}
