package dev.healthevents.soak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a person chooses of a soak.
 *
 * @param length how long there are changes and faults
 * @param patience how long it may take until less is left over than before, at the end
 * @param seed decides which faults happen, and what is written
 * @param imagesPerSecond how many rows the change feed gets each second
 * @param rest how long each of three writers rests after a write to HAPI
 * @param pages the folder that the page on what came out is written into
 */
record SoakSettings(Duration length, Duration patience, long seed, double imagesPerSecond, Duration rest, Path pages) {

    /** That of an ordinary build, so that it is a change of ours that makes it fail. */
    private static final long SAME = 13;

    /** From the system properties that docs/proof/README.md has. */
    static SoakSettings ofSystem() {
        long now = System.currentTimeMillis() / 1_000;
        double minutes = Double.parseDouble(System.getProperty("soak.minutes", "3"));
        return new SoakSettings(
                Duration.ofMillis((long) (minutes * 60_000)),
                Duration.ofMinutes(8),
                Long.getLong("soak.seed", System.getProperty("soak.minutes") == null ? SAME : now),
                Double.parseDouble(System.getProperty("soak.images-per-second", "50")),
                Duration.ofMillis(Long.getLong("soak.rest", 0)),
                Path.of(System.getProperty("soak.pages", "target/soak")));
    }
}
