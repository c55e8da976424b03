package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFileCopiesTest {

    @TempDir
    Path directory;

    private StateDatabase database;
    private RouteFileCopies copies;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        copies = new RouteFileCopies(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void beforeAnyWereKeptThereAreNone() {
        assertThat(copies.find()).isEmpty();
    }

    @Test
    void theLastThatWereKeptAreFound() {
        copies.keep(Map.of("a", "1", "b", "2"));
        assertThat(copies.keep(Map.of("b", "3"))).isTrue();

        assertThat(copies.find()).contains(Map.of("b", "3"));
    }

    @Test
    void thatThereWereNoFilesIsKeptToo() {
        copies.keep(Map.of());

        assertThat(copies.find()).contains(Map.of());
    }

    @Test
    void filesThatAreTooLargeAreNotKeptAndNoOlderOnesEither() {
        copies.keep(Map.of("a", "1"));

        assertThat(copies.keep(Map.of("a", "x".repeat(RouteFileCopies.MOST + 1))))
                .isFalse();
        assertThat(copies.find()).isEmpty();
    }
}
