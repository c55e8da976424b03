package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeSearchTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:01Z");

    private final StandInOrthanc orthanc = new StandInOrthanc();
    private final ChangeSearch search = new ChangeSearch(new ChangeLog(orthanc.client));

    @AfterEach
    void close() {
        orthanc.close();
    }

    @Test
    void anEmptyLogIsReadFromItsBeginning() throws Exception {
        assertThat(search.before(NOON)).isZero();
        assertThat(search.oldest(NOON)).isEqualTo(NOON);
    }

    @Test
    void readingBeginsTwoSecondsBeforeTheWindow() throws Exception {
        for (int seq = 1; seq <= 10; seq++) {
            orthanc.row(seq, NOON.plusSeconds(seq));
        }

        assertThat(search.before(NOON.plusSeconds(7))).isEqualTo(4);
    }

    @Test
    void holesInTheLogAreCrossed() throws Exception {
        orthanc.row(3, NOON).row(1_000_000, NOON.plusSeconds(10)).row(90_000_000, NOON.plusSeconds(20));

        assertThat(search.before(NOON.plusSeconds(15))).isBetween(1_000_000L, 89_999_999L);
    }

    @Test
    void aWindowThatLiesEarlierThanTheLastOneIsFound() throws Exception {
        for (int seq = 1; seq <= 5_000; seq++) {
            orthanc.row(seq, NOON.plusSeconds(seq / 10));
        }
        long late = search.before(NOON.plusSeconds(400));

        assertThat(late).isEqualTo(3_979);
        assertThat(search.before(NOON.plusSeconds(100))).isEqualTo(979);
        assertThat(search.before(NOON.plusSeconds(400))).isEqualTo(late);
    }

    @Test
    void thousandsOfTheSameSecondAreAllRead() throws Exception {
        for (int seq = 1; seq <= 3_000; seq++) {
            orthanc.row(seq, NOON);
        }

        assertThat(search.before(NOON)).isZero();
    }

    @Test
    void itTakesFewQuestions() throws Exception {
        for (int seq = 1; seq <= 5_000; seq++) {
            orthanc.row(seq, NOON.plusSeconds(seq));
        }
        search.before(NOON.plusSeconds(4_000));

        assertThat(orthanc.http.asked()).hasSizeLessThan(25);
    }
}
