package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnDemandTest {

    private final List<Runnable> executed = new ArrayList<>();
    private int runs;
    private Runnable meanwhile = () -> {};
    private final OnDemand task = new OnDemand(executed::add, () -> {
        runs++;
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
    });

    private void serve() {
        List<Runnable> served = List.copyOf(executed);
        executed.clear();
        served.forEach(Runnable::run);
    }

    @Test
    void itRunsOncePerAsking() {
        task.ask();
        serve();
        task.ask();
        serve();

        assertThat(runs).isEqualTo(2);
    }

    @Test
    void howeverOftenItIsAskedForBeforeItBeginsItRunsOnce() {
        task.ask();
        task.ask();
        task.ask();
        serve();

        assertThat(runs).isEqualTo(1);
    }

    @Test
    void howeverOftenItIsAskedForWhileItRunsItRunsOnceMore() {
        meanwhile = () -> {
            task.ask();
            task.ask();
            task.ask();
        };
        task.ask();
        serve();

        assertThat(runs).isEqualTo(2);
        assertThat(executed).isEmpty();
    }

    @Test
    void itsEndCanBeAskedFor() {
        task.ask();
        assertThat(task.ended()).isFalse();
        serve();

        assertThat(task.ended()).isTrue();
    }
}
