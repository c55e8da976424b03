package dev.healthevents.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.demo.NeedsOrthanc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A soak that can't fail is worth nothing. */
@NeedsOrthanc
@EnabledIfSystemProperty(
        named = "soak.broken",
        matches = "true",
        disabledReason = "it takes a quarter of an hour: ./mvnw -Psoak verify")
class BrokenBridgesIT {

    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int IMAGES_PER_SECOND = 20;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void eachBridgeThatIsBrokenOnPurposeIsCaught(BrokenBridge broken) throws Exception {
        SoakSettings settings = new SoakSettings(
                LENGTH, PATIENCE, Long.getLong("soak.seed", 1), IMAGES_PER_SECOND, Duration.ZERO, directory);

        StageResult result = new Soak(settings, directory).one(broken.in(directory.resolve("patch")), broken.faults);

        List<String> missed = result.findings().stream()
                .flatMap(finding -> finding.missed().stream())
                .toList();
        System.out.println(broken + ": " + missed.size() + " missed; " + result.findings());
        assertThat(missed).isNotEmpty();
    }
}
