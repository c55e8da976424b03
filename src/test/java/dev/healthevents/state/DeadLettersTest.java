package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest extends StateTest {

    private DeadLetters letters;

    @BeforeEach
    void openLetters() {
        letters = new DeadLetters(database);
    }

    private static DeadLetter letter(String id, Instant at) {
        return new DeadLetter(id, "read", "lab", at, "it has no version", "{\"id\":\"" + id + "\"}");
    }

    private void commit(DeadLetter... all) {
        database.write(connection -> {
            DeadLetters.write(connection, List.of(all));
            return null;
        });
    }

    @Test
    void theNewestComeFirstWhateverTheClockSaid() {
        commit(letter("b", NOON.plusSeconds(1)), letter("a", NOON), letter("c", NOON.minusSeconds(60)));

        assertThat(letters.newest(2)).extracting(DeadLetter::id).containsExactly("c", "a");
        assertThat(letters.oldest(DeadLetterSearch.ALL, 1))
                .extracting(DeadLetter::id)
                .containsExactly("b");
    }

    @Test
    void theyComeOutAsTheyWentInAfterARestart() {
        commit(letter("a", NOON));
        restart();
        openLetters();

        assertThat(letters.newest(9)).containsExactly(letter("a", NOON));
    }

    @Test
    void someMegabytesOfThemAreGivenOutAtOnceHoweverManyAreAskedFor() {
        String large = "x".repeat(1_500_000);
        commit(
                new DeadLetter("a", "read", "lab", NOON, "too large", large),
                new DeadLetter("b", "read", "lab", NOON, "too large", large),
                new DeadLetter("c", "read", "lab", NOON, "too large", large + large + large));

        assertThat(letters.oldest(DeadLetterSearch.ALL, 9))
                .extracting(DeadLetter::id)
                .containsExactly("a", "b");
        assertThat(letters.newest(9)).extracting(DeadLetter::id).containsExactly("c");
        assertThat(letters.toExport(null, 9)).extracting(DeadLetter::id).containsExactly("a", "b");
    }

    @Test
    void oneThatIsLargerIsGivenOutAlone() {
        commit(new DeadLetter("a", "read", "lab", NOON, "too large", "x".repeat(5_000_000)), letter("b", NOON));

        assertThat(letters.oldest(DeadLetterSearch.ALL, 9))
                .extracting(DeadLetter::id)
                .containsExactly("a");
    }

    @Test
    void whatFailsAgainIsKeptOnce() {
        commit(letter("a", NOON));
        commit(letter("a", NOON.plusSeconds(60)));

        assertThat(letters.newest(9)).containsExactly(letter("a", NOON));
        assertThat(letters.count(DeadLetterSearch.ALL)).isEqualTo(1);
    }

    @Test
    void theyAreCountedBySource() {
        commit(letter("a", NOON), letter("b", NOON));

        assertThat(letters.count(of("lab"))).isEqualTo(2);
        assertThat(letters.count(of("pharmacy"))).isZero();
    }

    @Test
    void whatIsGivenUpIsGoneAndNothingElse() {
        commit(letter("a", NOON), letter("b", NOON), new DeadLetter("c", "read", "pharmacy", NOON, "no version", "{}"));

        assertThat(letters.giveUp(of("lab"))).isEqualTo(2);
        assertThat(letters.newest(9)).extracting(DeadLetter::id).containsExactly("c");
    }

    @Test
    void whatBecameADeadLetterLaterIsNotGivenUpWithThem() {
        commit(letter("a", NOON));
        DeadLetterSearch meant = DeadLetterSearch.ALL.upTo(letters.last());
        commit(letter("b", NOON));

        assertThat(letters.giveUp(meant)).isEqualTo(1);
        assertThat(letters.newest(9)).extracting(DeadLetter::id).containsExactly("b");
    }

    @Test
    void onlyWhatIsOlderIsGivenUpByAge() {
        commit(letter("a", NOON.minusMillis(1)), letter("b", NOON));

        assertThat(letters.giveUpBefore(NOON)).isEqualTo(1);
        assertThat(letters.newest(9)).extracting(DeadLetter::id).containsExactly("b");
    }

    @Test
    void manyAreGivenUpAsWell() {
        commit(IntStream.range(0, 12_000).mapToObj(i -> letter("a" + i, NOON)).toArray(DeadLetter[]::new));

        assertThat(letters.giveUp(DeadLetterSearch.ALL)).isEqualTo(12_000);
        assertThat(letters.tally()).isEmpty();
    }

    @Test
    void theyAreTalliedByStageAndSink() {
        commit(letter("a", NOON), letter("b", NOON));

        assertThat(letters.tally()).containsExactly(new DeadLetters.Tally("read", "", 2));
    }

    private static DeadLetterSearch of(String source) {
        return new DeadLetterSearch(null, source, null, null, List.of());
    }

    @Test
    void theSameIdOfAnotherSourceIsAnotherOne() {
        DeadLetter other = new DeadLetter("a", "read", "pharmacy", NOON, "it has no type", "{}");
        commit(letter("a", NOON), other);
        assertThat(letters.newest(9)).containsExactly(other, letter("a", NOON));

        letters.exported(List.of(other));
        assertThat(letters.toExport(null, 9)).containsExactly(letter("a", NOON));
        database.write(connection -> {
            DeadLetters.delete(connection, List.of(other));
            return null;
        });
        assertThat(letters.newest(9)).containsExactly(letter("a", NOON));
    }

    @Test
    void whatBecameADeadLetterLaterThanAnotherIsToldByItsNumber() {
        commit(letter("a", NOON));
        long last = letters.last();
        commit(letter("b", NOON.minusSeconds(60)));

        assertThat(letters.oldest(DeadLetterSearch.ALL.upTo(last), 9))
                .extracting(DeadLetter::id)
                .containsExactly("a");
    }

    @Test
    void aNumberIsNeverGivenTwice() {
        commit(letter("a", NOON));
        long last = letters.last();
        database.write(connection -> {
            DeadLetters.delete(connection, List.of(letter("a", NOON)));
            return null;
        });
        commit(letter("a", NOON));

        assertThat(letters.oldest(DeadLetterSearch.ALL.upTo(last), 9)).isEmpty();
    }

    @Test
    void aZeroCharacterInWhatTheServerSaidHoldsNothingUp() {
        commit(new DeadLetter("a", "read", "lab", NOON, "bad id x\0y", "{\"id\":\"x\0y\"}"));

        assertThat(letters.newest(9)).extracting(DeadLetter::reason).containsExactly("bad id x\uFFFDy");
    }
}
