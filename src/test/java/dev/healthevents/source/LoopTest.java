package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopTest {

    private final Workers workers = new Workers();
    private final AtomicInteger steps = new AtomicInteger();
    private final Queue<Throwable> told = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        workers.close();
    }

    private Loop loop(Loop.Step step) {
        return new Loop(workers, step, told::add);
    }

    @Test
    void anErrorIsToldAndTheNextStepComes() {
        OutOfMemoryError error = new OutOfMemoryError("once");
        Loop loop = loop(() -> {
            if (steps.incrementAndGet() == 1) {
                throw error;
            }
            return Duration.ofMillis(10);
        });
        loop.start(Duration.ZERO);

        await().until(() -> steps.get() > 3);
        assertThat(told).containsExactly(error);
        loop.stop();
    }

    @Test
    void whatFailsInTellingEndsItNeither() {
        Loop loop = new Loop(
                workers,
                () -> {
                    steps.incrementAndGet();
                    throw new StackOverflowError();
                },
                failure -> {
                    throw new NoClassDefFoundError();
                });
        loop.start(Duration.ZERO);

        await().until(() -> steps.get() > 1);
        loop.stop();
    }

    @Test
    void anInterruptThatARouteLeftBehindEndsItNot() {
        Loop loop = loop(() -> {
            steps.incrementAndGet();
            Thread.currentThread().interrupt();
            new CountDownLatch(1).await();
            return Duration.ZERO;
        });
        loop.start(Duration.ZERO);

        await().until(() -> steps.get() > 1);
        loop.stop();
    }

    @Test
    void aHundredThatHangDelayNoOther() {
        CountDownLatch hanging = new CountDownLatch(1);
        List<Loop> stuck = IntStream.range(0, 100)
                .mapToObj(i -> loop(() -> {
                    hanging.await();
                    return Duration.ofHours(1);
                }))
                .toList();
        stuck.forEach(loop -> loop.start(Duration.ZERO));
        Loop other = loop(() -> {
            steps.incrementAndGet();
            return Duration.ofMillis(1);
        });
        other.start(Duration.ZERO);

        await().until(() -> steps.get() > 10);
        hanging.countDown();
        other.stop();
        stuck.forEach(Loop::stop);
    }

    @Test
    void twoHundredThatRestHoldNoThread() {
        List<Loop> resting = IntStream.range(0, 200)
                .mapToObj(i -> loop(() -> {
                    steps.incrementAndGet();
                    return Duration.ofHours(1);
                }))
                .toList();
        resting.forEach(loop -> loop.start(Duration.ZERO));

        await().until(() -> steps.get() == 200);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().matches("sources-\\d+")));
        resting.forEach(Loop::stop);
    }

    @Test
    void aWakeEndsItsRest() {
        Loop loop = loop(() -> {
            steps.incrementAndGet();
            return Duration.ofHours(1);
        });
        loop.start(Duration.ZERO);
        await().until(() -> steps.get() == 1);
        loop.wake();

        await().until(() -> steps.get() == 2);
        loop.stop();
    }

    @Test
    void howeverOftenItIsWokenNoTwoStepsAreAtATime() {
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Loop loop = loop(() -> {
            most.accumulateAndGet(together.incrementAndGet(), Math::max);
            steps.incrementAndGet();
            together.decrementAndGet();
            return Duration.ofMillis(1);
        });
        loop.start(Duration.ZERO);
        while (steps.get() < 500) {
            loop.wake();
        }

        loop.stop();
        await().until(loop::ended);
        assertThat(most).hasValue(1);
    }

    @Test
    void itHasEndedWhenItsLastStepIsOver() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Loop loop = loop(() -> {
            begun.countDown();
            over.await();
            return Duration.ZERO;
        });
        loop.start(Duration.ZERO);
        begun.await();
        loop.stop();
        assertThat(loop.ended()).isFalse();
        over.countDown();

        await().until(loop::ended);
    }
}
