package dev.healthevents.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.state.StateDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a person sees when the configuration is right, and what it names is in use or can't be read. */
@ExtendWith(OutputCaptureExtension.class)
class NothingToStartWithTest extends FailedStart {

    @Test
    void aStateFileThatIsInUseIsNamed(CapturedOutput output) {
        try (StateDatabase other = StateDatabase.open(here("jdbc:sqlite:DIRECTORY/state.db"), null, null)) {
            start(GOOD);
        }
        assertThat(description(output)).contains(here("DIRECTORY/state.db open"));
    }

    @Test
    void aPortThatAnotherProcessUsesIsNamedWithItsKey(CapturedOutput output) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(WebApplicationType.SERVLET, GOOD, "--server.port=" + other.getLocalPort());
            assertThat(description(output))
                    .isEqualTo("server.port is " + other.getLocalPort() + ", which another process uses.");
        }
    }

    @Test
    void aFileThatIsNoYamlIsToldWithItsPlace(CapturedOutput output) throws IOException {
        Path file = directory.resolve("application.yaml");
        Files.writeString(file, "health-events:\n\tworkspace: s3cret\n");
        start(WebApplicationType.NONE, GOOD, "--spring.config.additional-location=" + file.toUri());
        assertThat(description(output)).contains("is no YAML").contains("line 2");
        assertThat(output.getAll()).doesNotContain("s3cret", "\tat ");
    }
}
