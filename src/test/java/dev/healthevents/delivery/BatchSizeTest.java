package dev.healthevents.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private final BatchSize size = new BatchSize(1000);

    @Test
    void eachSuccessDoublesWhatFailed() {
        size.one();
        size.succeeded(1);
        size.succeeded(2);

        assertThat(size.events()).isEqualTo(4);
    }

    @Test
    void aBatchThatItsBytesCutShortIsNoReasonToOfferMoreEvents() {
        size.halve(32);
        size.succeeded(10);

        assertThat(size.events()).isEqualTo(16);
    }
}
