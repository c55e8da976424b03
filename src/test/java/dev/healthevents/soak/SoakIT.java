package dev.healthevents.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.demo.NeedsOrthanc;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Three minutes of the soak, or as many as {@code soak.minutes} says. */
@NeedsOrthanc
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes are frozen, and kept from writing, as Linux does it")
class SoakIT {

    @TempDir
    Path directory;

    @Test
    void everyChangeIsToldInOrderByOneIdWhateverIsKilledFrozenOrRefused() throws Exception {
        SoakSettings settings = SoakSettings.ofSystem();
        Soak soak = new Soak(settings, directory);
        soak.run();

        Path page = new ProofPage(settings, soak).write();
        System.out.println(Files.readString(page));
        assertThat(soak.holds()).as("see " + page).isTrue();
        assertThat(soak.results())
                .noneMatch(stage -> stage.happened().isEmpty())
                .allMatch(stage -> stage.findings().stream().allMatch(finding -> finding.changes() > 0));
    }
}
