package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCopyTest {

    private static final Cursor CURSOR = new Cursor(
            Instant.ofEpochSecond(4), Instant.ofEpochSecond(1), Instant.ofEpochSecond(5), Instant.ofEpochSecond(3));

    @TempDir
    Path directory;

    @Test
    void aCopyThatIsMadeBesideARunningBridgeHoldsWhatIsCommitted() {
        try (StateDatabase running = open("state.db")) {
            save(running);
            StateCopy.of(url("state.db"), directory.resolve("copy.db"));
        }
        try (StateDatabase copy = open("copy.db")) {
            assertThat(new Cursors(copy).find("lab")).isEqualTo(Optional.of(CURSOR));
        }
    }

    @Test
    void theStoreAndItsCopyCanBeReadByTheirOwnerOnly() throws IOException {
        try (StateDatabase running = open("state.db")) {
            save(running);
            StateCopy.of(url("state.db"), directory.resolve("copy.db"));
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files)
                        .hasSizeGreaterThan(2)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    @Test
    void aFileThatExistsIsNotWrittenOver() throws IOException {
        Path copy = Files.writeString(directory.resolve("copy.db"), "yesterday's");
        try (StateDatabase running = open("state.db")) {
            assertThatThrownBy(() -> StateCopy.of(url("state.db"), copy))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("copy.db exists already; name another file");
        }
        assertThat(copy).hasContent("yesterday's");
    }

    @Test
    void aCopyThatFailsLeavesNothingBehind() throws IOException {
        Files.writeString(
                directory.resolve("state.db"), "this is no database, but long enough for its header".repeat(9));
        assertThatThrownBy(() -> StateCopy.of(url("state.db"), directory.resolve("copy.db")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("can't be copied");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("state.db"));
        }
    }

    @Test
    void ofPostgresqlItNamesWhatCopiesThat() {
        assertThatThrownBy(() -> StateCopy.of("jdbc:postgresql://db/state", directory.resolve("copy")))
                .hasMessage("the state is in PostgreSQL, which pg_dump copies");
    }

    private void save(StateDatabase database) {
        database.write(connection -> {
            Cursors.save(connection, "lab", CURSOR);
            return null;
        });
    }

    private StateDatabase open(String file) {
        return StateDatabase.open(url(file), null, null);
    }

    private String url(String file) {
        return "jdbc:sqlite:" + directory.resolve(file);
    }
}
