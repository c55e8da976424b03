package dev.healthevents.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowChainTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration STRETCH = Duration.ofSeconds(135);

    @Test
    void overAQuietStretchTheNextChainIsOneWindow() {
        WindowChain chain = new WindowChain(NOON, NOON.plus(STRETCH));
        windows(chain, 0);

        assertThat(windows(chain.next(NOON.plusSeconds(15), NOON.plusSeconds(150)), 0))
                .isEqualTo(1);
    }

    @Test
    void aLastWindowThatTheEndCutsShortMakesTheNextChainNoNarrower() {
        WindowChain chain = new WindowChain(NOON, NOON.plusSeconds(1));
        windows(chain, 0);
        chain = chain.next(NOON, NOON.plusSeconds(61));

        assertThat(chain.next()).contains(new Window(NOON, NOON.plusSeconds(60)));
    }

    @Test
    void aBusyLastWindowMakesTheNextChainNarrowerHoweverShortItWas() {
        WindowChain chain = new WindowChain(NOON, NOON.plusSeconds(1));
        windows(chain, WindowWidth.TARGET_ENTRIES);
        chain = chain.next(NOON, NOON.plusSeconds(60));

        assertThat(chain.next()).contains(new Window(NOON, NOON.plusSeconds(1)));
    }

    @Test
    void theWindowsOfAChainLeaveNothingOut() {
        WindowChain chain = new WindowChain(NOON, NOON.plus(STRETCH));
        Instant position = NOON;
        for (Optional<Window> next = chain.next(); next.isPresent(); next = chain.next()) {
            assertThat(next.get().from()).isEqualTo(position);
            chain.read(read(next.get(), 50_000));
            position = next.get().to();
        }

        assertThat(position).isEqualTo(NOON.plus(STRETCH));
    }

    /** How many windows it takes where each holds so many entries. */
    private static int windows(WindowChain chain, int entries) {
        int windows = 0;
        for (Optional<Window> next = chain.next(); next.isPresent(); next = chain.next()) {
            chain.read(read(next.get(), entries));
            windows++;
        }
        return windows;
    }

    private static WindowRead read(Window window, int entries) {
        return new WindowRead(window, List.of(), List.of(), NOON, entries);
    }
}
