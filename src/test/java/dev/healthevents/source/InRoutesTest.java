package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InRoutesTest {

    private final InRoutes inRoutes = new InRoutes();

    @Test
    void aWindowWaitsWhileTheRoutesAreShut() throws Exception {
        inRoutes.shut();
        CompletableFuture<Void> entered = enter();

        assertThat(inRoutes.empty(Duration.ofMillis(50))).isTrue();
        assertThat(entered).isNotDone();
        inRoutes.open();
        await().untilAsserted(() -> assertThat(entered).isDone());
    }

    @Test
    void theyAreEmptyOnceTheLastWindowHasLeft() throws Exception {
        InRoutes.Stay window = inRoutes.enter();
        inRoutes.shut();

        assertThat(inRoutes.empty(Duration.ofMillis(50))).isFalse();
        CompletableFuture.runAsync(window::close);
        assertThat(inRoutes.empty(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void aWindowThatWaitsIsNotInThem() {
        inRoutes.shut();
        CompletableFuture<Void> entered = enter();

        assertThat(inRoutes.longest()).isZero();
        inRoutes.open();
        await().untilAsserted(() -> assertThat(entered).isDone());
    }

    private CompletableFuture<Void> enter() {
        return CompletableFuture.runAsync(() -> {
            try {
                inRoutes.enter();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
