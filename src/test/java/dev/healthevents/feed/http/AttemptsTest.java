package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private static final Duration ONE_SECOND = Duration.ofSeconds(1);

    private final Deque<FeedException> failures = new ArrayDeque<>();
    private int asked;

    @Test
    void aPageThatFailsTwiceIsAskedForAThirdTime() throws FeedException {
        failures.addAll(List.of(new FeedException("cut short"), new HttpStatusException(503, "busy", null)));

        assertThat(Attempts.page(this::page, e -> false, ONE_SECOND)).isEqualTo(3);
    }

    @Test
    void aPageThatFailsThriceIsGivenUp() {
        failures.addAll(List.of(new FeedException("1"), new FeedException("2"), new FeedException("3")));

        assertThatThrownBy(() -> Attempts.page(this::page, e -> false, ONE_SECOND))
                .hasMessage("3");
    }

    @Test
    void aRefusalIsNotRepeated() {
        failures.add(new HttpStatusException(400, "no", null));

        assertThatThrownBy(() -> Attempts.page(this::page, e -> false, ONE_SECOND))
                .hasMessage("no");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void whatTheCallerCallsTheLastIsNotRepeated() {
        failures.add(new FeedException("too large"));

        assertThatThrownBy(() -> Attempts.page(this::page, e -> true, ONE_SECOND))
                .hasMessage("too large");
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aShortWaitThatTheServerAsksForIsWaited() throws FeedException {
        failures.add(new HttpStatusException(429, "too many", Duration.ofMillis(20)));

        assertThat(Attempts.page(this::page, e -> false, ONE_SECOND)).isEqualTo(2);
    }

    @Test
    void aLongWaitIsLeftToWhoeverReadsTheSource() {
        failures.add(new HttpStatusException(503, "later", Duration.ofMinutes(5)));

        assertThatThrownBy(() -> Attempts.page(this::page, e -> false, ONE_SECOND))
                .hasMessage("later");
        assertThat(asked).isEqualTo(1);
    }

    private int page() throws FeedException {
        asked++;
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
        return asked;
    }
}
