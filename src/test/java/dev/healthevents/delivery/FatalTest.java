package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FatalTest {

    private final List<Throwable> ended = new ArrayList<>();

    @BeforeEach
    void ownsTheProcess() {
        Fatal.endsWith(ended::add);
    }

    @AfterEach
    void ownsItNoMore() {
        Fatal.goesOn();
    }

    @Test
    void memoryThatHasRunOutEndsTheProcessWhateverItIsWrappedIn() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        Fatal.check(new IllegalStateException("a route failed", new Exception(error)));

        assertThat(ended).containsExactly(error);
    }

    @Test
    void tooDeepARecursionIsAFailureLikeAny() {
        Fatal.check(new StackOverflowError());

        assertThat(ended).isEmpty();
    }

    @Test
    void causesThatGoRoundInACircleAreNoReasonToHang() {
        Exception one = new Exception("one");
        one.initCause(new Exception("other", one));
        Fatal.check(one);

        assertThat(ended).isEmpty();
    }
}
