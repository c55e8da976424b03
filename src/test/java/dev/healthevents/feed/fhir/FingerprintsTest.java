package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    @Test
    void eachIsNewOnce() {
        Fingerprints seen = new Fingerprints(1 << 16);
        Random first = new Random(1);
        Random again = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            assertThat(seen.add(first.nextLong())).isTrue();
        }
        for (int i = 0; i < 50_000; i++) {
            assertThat(seen.add(again.nextLong())).isFalse();
        }
    }

    @Test
    void ofVeryManyTheLastAreRemembered() {
        Fingerprints seen = new Fingerprints(1_000);
        for (int i = 0; i < 10_000; i++) {
            seen.add(i);
        }
        for (int i = 9_000; i < 10_000; i++) {
            assertThat(seen.add(i)).isFalse();
        }
        assertThat(seen.add(1)).isTrue();
    }

    @Test
    void zeroIsOneOfThem() {
        Fingerprints seen = new Fingerprints(10);
        assertThat(seen.add(0)).isTrue();
        assertThat(seen.add(0)).isFalse();
    }
}
