package dev.healthevents.feed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TokenAuthorizationTest {

    private final SetClock clock = new SetClock();
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void aTokenIsKeptUntilAMinuteBeforeItEnds() throws Exception {
        Authorization authorization = tokensOf(Duration.ofHours(1));
        assertThat(authorization.headers()).isEqualTo(token(1));
        clock.forward(Duration.ofMinutes(59).minusMillis(1));
        assertThat(authorization.headers()).isEqualTo(token(1));
        clock.forward(Duration.ofMillis(1));
        assertThat(authorization.headers()).isEqualTo(token(2));
    }

    @Test
    void aTokenOfFiveMinutesIsKeptUntilHalfAMinuteBeforeItEnds() throws Exception {
        Authorization authorization = tokensOf(Duration.ofMinutes(5));
        authorization.headers();
        clock.forward(Duration.ofSeconds(269));
        assertThat(authorization.headers()).isEqualTo(token(1));
        clock.forward(Duration.ofSeconds(1));
        assertThat(authorization.headers()).isEqualTo(token(2));
    }

    @Test
    void aTokenThatWasRefusedIsRenewed() throws Exception {
        Authorization authorization = tokensOf(Duration.ofHours(1));
        assertThat(authorization.refused(authorization.headers())).isTrue();
        assertThat(authorization.headers()).isEqualTo(token(2));
    }

    @Test
    void aTokenThatAnotherConnectionHasRenewedIsKept() throws Exception {
        Authorization authorization = tokensOf(Duration.ofHours(1));
        Map<String, String> old = authorization.headers();
        authorization.refused(old);
        authorization.headers();
        assertThat(authorization.refused(old)).isTrue();
        assertThat(authorization.headers()).isEqualTo(token(2));
    }

    @Test
    void connectionsThatNeedATokenAtOnceShareOne() throws Exception {
        CountDownLatch all = new CountDownLatch(8);
        Authorization authorization = tokensOf(Duration.ofHours(1));
        ExecutorService connections = Executors.newFixedThreadPool(8);
        try {
            List<Future<Map<String, String>>> headers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                headers.add(connections.submit(() -> {
                    all.countDown();
                    all.await();
                    return authorization.headers();
                }));
            }
            for (Future<Map<String, String>> one : headers) {
                assertThat(one.get()).isEqualTo(token(1));
            }
        } finally {
            connections.shutdownNow();
        }
    }

    @Test
    void afterAFailureItIsAskedForAgain() throws Exception {
        List<String> failures = new ArrayList<>(List.of("down"));
        TokenAuthorization authorization = new TokenAuthorization(
                () -> {
                    if (!failures.isEmpty()) {
                        throw new FeedException(failures.remove(0));
                    }
                    return new Token("t", clock.instant().plusSeconds(60));
                },
                clock);
        assertThatThrownBy(authorization::headers).hasMessage("down");
        assertThat(authorization.headers()).containsEntry("Authorization", "Bearer t");
    }

    @Test
    void aTokenDoesNotShowItself() {
        assertThat("" + new Token("s3cret", clock.instant())).doesNotContain("s3cret");
    }

    private Authorization tokensOf(Duration life) {
        return new TokenAuthorization(
                () -> new Token(
                        "t" + requests.incrementAndGet(), clock.instant().plus(life)),
                clock);
    }

    private static Map<String, String> token(int number) {
        return Map.of("Authorization", "Bearer t" + number);
    }
}
