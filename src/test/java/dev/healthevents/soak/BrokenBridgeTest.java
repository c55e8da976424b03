package dev.healthevents.soak;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokenBridgeTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void eachCanBeMadeOfTheSourcesAsTheyAre(BrokenBridge broken) {
        assertThatCode(() -> broken.in(directory)).doesNotThrowAnyException();
    }
}
