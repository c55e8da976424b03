package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeenLookTest extends StateTest {

    private SeenIds seen;
    private SeenLook look;

    @BeforeEach
    void openSeenIds() {
        seen = new SeenIds(database);
        seen.load("lab", RETENTION);
        look = new SeenLook(seen, "lab");
    }

    private void announce(UUID... ids) {
        WindowTransaction window = new WindowTransaction(database, seen, "lab");
        List.of(ids).forEach(window::announce);
        commitAt(window, cursorAt(NOON), RETENTION);
    }

    @Test
    void whatWasAnnouncedBeforeIsKnown() {
        announce(id(1));

        assertThat(look.contains(id(1))).isTrue();
        assertThat(look.contains(id(2))).isFalse();
    }

    @Test
    void whatAnotherWindowAnnouncedSinceIsTold() {
        announce(id(1));
        look.contains(id(2));
        announce(id(2), id(3));
        announce(id(4));

        assertThat(look.meanwhile(Set.of(id(2), id(4), id(5)))).containsExactlyInAnyOrder(id(2), id(4));
    }

    @Test
    void soItIsHoweverMuchThatWas() {
        look.contains(id(1));
        announce(LongStream.range(1, 300).mapToObj(StateTest::id).toArray(UUID[]::new));
        announce(LongStream.range(300, 900).mapToObj(StateTest::id).toArray(UUID[]::new));

        assertThat(look.meanwhile(Set.of(id(1), id(899), id(1_000)))).containsExactlyInAnyOrder(id(1), id(899));
    }

    @Test
    void soItIsWhereTheIdsWereLoadedAnewSince() {
        look.contains(id(1));
        announce(id(1));
        seen.load("lab", RETENTION);

        assertThat(look.meanwhile(Set.of(id(1), id(2)))).containsExactly(id(1));
    }

    @Test
    void whoHasLookedNothingUpIsToldAllThatIsKnown() {
        announce(id(1));

        assertThat(look.meanwhile(Set.of(id(1), id(2)))).containsExactly(id(1));
    }
}
