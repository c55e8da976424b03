package dev.healthevents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {

    @TempDir
    Path directory;

    private Path path;
    private EventFile file;

    @BeforeEach
    void name() {
        path = directory.resolve("events.ndjson");
        file = new EventFile(path);
    }

    private static List<byte[]> events(String... events) {
        return Stream.of(events).map(event -> event.getBytes(UTF_8)).toList();
    }

    private static void append(EventFile file, String... events) throws IOException {
        file.append(events(events));
    }

    @Test
    void eachEventIsALine() throws Exception {
        append(file, "{\"a\":1}", "{\"a\":2}");
        append(file, "{\"a\":3}");

        assertThat(path).hasContent("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    }

    @Test
    void itIsInUtf8() throws Exception {
        append(file, "{\"name\":\"Müller 漢\"}");

        assertThat(path).hasContent("{\"name\":\"Müller 漢\"}\n");
    }

    @Test
    void eventsOfAnySizeAreALineEach() throws Exception {
        String[] events = IntStream.of(1, 8_191, 65_535, 65_536, 20, 200_000, 3, 65_530, 5, 70_000)
                .mapToObj("x"::repeat)
                .toArray(String[]::new);
        append(file, events);
        append(file, events);

        assertThat(Files.readAllLines(path))
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of(events), Stream.of(events)).toList());
    }

    @Test
    void halfALastLineIsReplaced() throws Exception {
        Files.writeString(path, "{\"a\":1}\n{\"a\":");
        append(file, "{\"a\":2}");

        assertThat(path).hasContent("{\"a\":1}\n{\"a\":2}\n");
    }

    @Test
    void halfALineThatIsLongerThanWhatFollowsLeavesNothingBehind() throws Exception {
        Files.writeString(path, "{\"a\":1}\n" + "x".repeat(200_000));
        append(file, "{\"a\":2}");

        assertThat(path).hasContent("{\"a\":1}\n{\"a\":2}\n");
    }

    @Test
    void aFileOfHalfALineOnlyBeginsAnew() throws Exception {
        Files.writeString(path, "{\"a\":");
        append(file, "{\"a\":1}");

        assertThat(path).hasContent("{\"a\":1}\n");
    }

    @Test
    void anEmptyBatchWritesNothing() throws Exception {
        append(file);

        assertThat(path).doesNotExist();
    }

    @Test
    void aFileThatWasMovedAwayIsCreatedAnew() throws Exception {
        append(file, "{\"a\":1}");
        Path away = Files.move(path, directory.resolve("events.1"));
        append(file, "{\"a\":2}");

        assertThat(away).hasContent("{\"a\":1}\n");
        assertThat(path).hasContent("{\"a\":2}\n");
    }

    @Test
    void itsDirectoryIsMadeAndMayBeALink() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        append(new EventFile(link.resolve("events.ndjson")), "{\"a\":1}");
        append(new EventFile(directory.resolve("new/deep/events.ndjson")), "{\"a\":2}");

        assertThat(real.resolve("events.ndjson")).hasContent("{\"a\":1}\n");
        assertThat(directory.resolve("new/deep/events.ndjson")).hasContent("{\"a\":2}\n");
    }

    @Test
    void aDirectoryInItsPlaceIsAFailure() throws Exception {
        Files.createDirectory(path);

        assertThatThrownBy(() -> append(file, "{\"a\":1}")).isInstanceOf(IOException.class);
    }

    @Test
    void anAppendThatFailsHalfWayLeavesNothing() throws Exception {
        append(file, "{\"a\":1}");
        try (RandomAccessFile broken = new FullAfter(path, 12)) {
            assertThatThrownBy(() -> EventFile.write(broken, events("{\"a\":2}", "{\"a\":3}")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
        }

        assertThat(path).hasContent("{\"a\":1}\n");
    }

    /** A file on a disk that has room for a few bytes only. */
    private static final class FullAfter extends RandomAccessFile {
        private final int room;

        FullAfter(Path path, int room) throws IOException {
            super(path.toFile(), "rw");
            this.room = room;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, room);
            throw new IOException("No space left on device");
        }
    }

    @Test
    void anInterruptedAppendWritesNothing() throws Exception {
        append(file, "{\"a\":1}");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> append(file, "{\"a\":2}")).isInstanceOf(FileLockInterruptionException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(path).hasContent("{\"a\":1}\n");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsAFailure() {
        Path full = Path.of("/dev/full");

        assertThatThrownBy(() -> append(new EventFile(full), "{\"a\":1}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void twoThatAppendToOneFileLoseNothing() throws Exception {
        for (int i = 0; i < 50; i++) {
            append(file, "{\"first\":" + i + "}");
            append(new EventFile(path), "{\"second\":" + i + "}");
        }

        assertThat(Files.readAllLines(path)).hasSize(100).doesNotHaveDuplicates();
    }
}
