package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final Turn turn = new Turn();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatWaitsIsDoneInOrderWhenTheTurnBegins() {
        turn.whenBegun(() -> done.add("first"));
        turn.whenBegun(() -> done.add("second"));
        assertThat(done).isEmpty();

        turn.begin();
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatIsAskedForWhileItBeginsComesAfterWhatWaited() {
        turn.whenBegun(() -> turn.whenBegun(() -> done.add("asked for by the first")));
        turn.whenBegun(() -> done.add("second"));

        turn.begin();
        assertThat(done).containsExactly("second", "asked for by the first");
    }

    @Test
    void onceItHasBegunNothingWaits() {
        turn.begin();

        turn.whenBegun(() -> done.add("at once"));
        assertThat(done).containsExactly("at once");
    }

    @Test
    void whoWaitsForItsEndIsToldWhetherItWasLost() throws Exception {
        turn.lose();
        turn.end();
        assertThat(turn.awaitLoss()).isTrue();

        Turn other = new Turn();
        other.end();
        assertThat(other.awaitLoss()).isFalse();
    }
}
