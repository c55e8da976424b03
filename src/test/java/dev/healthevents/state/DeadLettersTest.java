package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
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
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        List.of(all).forEach(window::add);
        commitAt(window, cursorAt(NOON), null);
    }

    @Test
    void theNewestComeFirst() {
        commit(letter("a", NOON), letter("c", NOON.plusSeconds(2)), letter("b", NOON.plusSeconds(1)));

        assertThat(letters.newest(2)).extracting(DeadLetter::id).containsExactly("c", "b");
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
        assertThat(letters.newest(9)).extracting(DeadLetter::id).containsExactly("a", "b");
        assertThat(letters.toExport(9)).extracting(DeadLetter::id).containsExactly("a", "b");
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
        assertThat(letters.count("lab")).isEqualTo(1);
    }

    @Test
    void theyAreCountedBySource() {
        commit(letter("a", NOON), letter("b", NOON));

        assertThat(letters.count("lab")).isEqualTo(2);
        assertThat(letters.count("pharmacy")).isZero();
    }

    @Test
    void aZeroCharacterInWhatTheServerSaidHoldsNothingUp() {
        commit(new DeadLetter("a", "read", "lab", NOON, "bad id x\0y", "{\"id\":\"x\0y\"}"));

        assertThat(letters.newest(9)).extracting(DeadLetter::reason).containsExactly("bad id x\uFFFDy");
    }
}
