package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDatabaseTest extends StateTest {

    private static final int CONNECTIONS = 4;

    /** One inside the other, so that each has a connection of its own. */
    private void onEveryConnection(int left, StateDatabase.Work<?> work) {
        database.read(connection -> {
            work.on(connection);
            if (left > 1) {
                onEveryConnection(left - 1, work);
            }
            return null;
        });
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("PRAGMA " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void refused(String url, String... words) {
        assertThatThrownBy(() -> StateDatabase.open(url, null, null).close())
                .isInstanceOf(StateException.class)
                .message()
                .doesNotContain("\n")
                .hasSizeLessThan(500)
                .contains(words);
    }

    @Test
    void everyConnectionWritesAheadAndWaitsForTheDisk() {
        List<String> found = new ArrayList<>();
        onEveryConnection(
                CONNECTIONS,
                connection -> found.add(pragma(connection, "journal_mode") + ' ' + pragma(connection, "synchronous")));

        assertThat(found).hasSize(CONNECTIONS).containsOnly("wal 2");
    }

    @Test
    void aRestartFindsTheState() {
        execute("INSERT INTO source_cursor (source, position, floor, server_time, swept) VALUES ('lab', 1, 2, 3, 0)");
        restart();

        assertThat(new Cursors(database).find("lab")).isPresent();
    }

    @Test
    void aFileIsOpenedOnce() {
        refused(url(), "this process has", "state.db open already");
    }

    @Test
    void aRefusedOpeningLeavesTheFirstOneItsLock() throws Exception {
        refused(url(), "open already");

        assertThat(lockedOut(directory.resolve("state.db.lock"))).isTrue();
    }

    @Test
    void anotherProcessIsLockedOut() throws Exception {
        assertThat(lockedOut(directory.resolve("state.db.lock"))).isTrue();
        database.close();

        assertThat(lockedOut(directory.resolve("state.db.lock"))).isFalse();
    }

    /** Asks for the lock from a process of its own, since a lock does not keep out the process that holds it. */
    private static boolean lockedOut(Path lock) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockAttempt.class.getName(),
                        lock.toString())
                .inheritIO()
                .start();
        return process.waitFor() == LockAttempt.LOCKED_OUT;
    }

    @Test
    void aLinkLeadsToTheSameFile() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), directory.resolve("state.db"));

        refused("jdbc:sqlite:" + link, "state.db open already");
    }

    @Test
    void aDirectoryMayBeALink() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        StateDatabase.open("jdbc:sqlite:" + link.resolve("other.db"), null, null)
                .close();

        assertThat(real.resolve("other.db")).exists();
    }

    @Test
    void aMissingDirectoryIsMade() {
        Path file = directory.resolve("a/b/state.db");
        StateDatabase.open("jdbc:sqlite:" + file, null, null).close();

        assertThat(file).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:sqlite::memory: | does not survive a crash",
                "jdbc:sqlite:file::memory: | does not survive a crash",
                "jdbc:sqlite: | names no file",
                "jdbc:sqlite:state.db?synchronous=OFF | leave out everything from the question mark on",
                "jdbc:sqlite:file:state.db?mode=memory | leave out everything from the question mark on",
                "jdbc:h2:mem:x | begins neither with jdbc:sqlite: nor with jdbc:postgresql:",
                "jdbc:postgresql://127.0.0.1:1/x?password=hush | refused",
                "jdbc:postgresql://nowhere.invalid/x?password=hush | UnknownHost: nowhere.invalid",
            })
    void aUrlThatCannotServeIsRefusedInASentence(String url, String words) {
        assertThatThrownBy(() -> StateDatabase.open(url, null, null).close())
                .isInstanceOf(StateException.class)
                .hasMessageContaining(words)
                .message()
                .doesNotContain("\n", "hush");
    }

    @Test
    void aDirectoryIsNoFile() {
        refused("jdbc:sqlite:" + directory, "is a directory; name a file in it");
        assertThat(directory.resolveSibling(directory.getFileName() + ".lock")).doesNotExist();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedInASentence() throws Exception {
        Path inTheWay = Files.writeString(directory.resolve("file"), "not a directory");

        refused("jdbc:sqlite:" + inTheWay.resolve("state.db"), "the directory of", "can't be used");
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedInASentenceAndLeftAlone() throws Exception {
        Path file = Files.writeString(directory.resolve("letter.txt"), "Dear colleague, ".repeat(100));
        refused("jdbc:sqlite:" + file, "not a database");

        assertThat(file).hasContent("Dear colleague, ".repeat(100));
    }

    @Test
    void aRefusedOpeningKeepsNoLock() throws Exception {
        Path file = Files.writeString(directory.resolve("letter.txt"), "Dear colleague, ".repeat(100));
        refused("jdbc:sqlite:" + file, "not a database");
        Files.delete(file);
        StateDatabase.open("jdbc:sqlite:" + file, null, null).close();

        assertThat(file).exists();
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() {
        execute(
                "INSERT INTO flyway_schema_history VALUES (99, '99', 'x', 'SQL', 'V99__x.sql', 1, 'x', '2026-03-01 12:00:00.000', 1, 1)");
        database.close();

        refused(url(), "99");
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("other.db"), null, null);
    }

    @Test
    void aFullDiskIsToldAndNothingIsLostWhenThereIsRoomAgain() {
        Outbox outbox = new Outbox(database, "file");
        for (int attempt = 0; attempt < 3; attempt++) {
            onEveryConnection(CONNECTIONS, connection -> pragma(connection, "max_page_count = 1"));
            assertThatThrownBy(() -> commit(outbox, 500))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("see that its")
                    .hasMessageContaining("full");
            assertThat(outbox.pending()).isZero();
        }
        onEveryConnection(CONNECTIONS, connection -> pragma(connection, "max_page_count = 100000"));
        commit(outbox, 500);

        assertThat(outbox.first(1000)).hasSize(500);
    }

    private void commit(Outbox outbox, int events) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        for (int i = 0; i < events; i++) {
            window.append(outbox, event(i));
        }
        commitAt(window, cursorAt(NOON), RETENTION);
    }

    @Test
    void aDatabaseThatMayOnlyBeReadIsTold() {
        onEveryConnection(
                CONNECTIONS, connection -> connection.createStatement().execute("PRAGMA query_only = ON"));

        assertThatThrownBy(() -> commit(new Outbox(database, "file"), 1))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("readonly");
    }

    @Test
    void whatHasCommittedCountsAlsoWhereItsConnectionCannotBeGivenBack() {
        database.close();
        HikariConfig pool = new HikariConfig();
        pool.setAutoCommit(false);
        SqliteFile file = SqliteFile.of(url());
        file.configure(pool);
        HikariDataSource connections = new HikariDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                return failingToClose(super.getConnection());
            }
        };
        database = new StateDatabase(connections, file.own());
        Outbox outbox = new Outbox(database, "file");
        commit(outbox, 5);

        assertThat(outbox.pending()).isEqualTo(5);
        assertThat(outbox.first(9)).hasSize(5);
    }

    private static Connection failingToClose(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(connection, arguments);
                    if (method.getName().equals("close")) {
                        throw new SQLException("on purpose");
                    }
                    return result;
                });
    }

    @Test
    void nobodyWritesBeforeMemoryKnowsWhatHasCommitted() {
        List<String> order = new CopyOnWriteArrayList<>();
        CompletableFuture<?> other = new CompletableFuture<>();
        database.write(connection -> null, any -> {
            other.completeAsync(() -> database.write(connection -> {
                order.add("another writes");
                return null;
            }));
            assertThatThrownBy(() -> other.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            order.add("memory knows");
        });
        other.join();

        assertThat(order).containsExactly("memory knows", "another writes");
    }

    @Test
    void whatAFailingTransactionWroteIsUndone() {
        assertThatThrownBy(() -> database.write(connection -> {
                    connection
                            .createStatement()
                            .execute(
                                    "INSERT INTO source_cursor (source, position, floor, server_time, swept) VALUES ('lab', 1, 2, 3, 0)");
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");

        assertThat(new Cursors(database).find("lab")).isEmpty();
    }

    @Test
    void manyThreadsMayWrite() {
        Stream.iterate(0, i -> i + 1)
                .limit(200)
                .parallel()
                .forEach(
                        i -> execute("INSERT INTO source_cursor (source, position, floor, server_time, swept) VALUES ('"
                                + i + "', 1, 2, 3, 0)"));

        long count = database.read(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM source_cursor")) {
                row.next();
                return row.getLong(1);
            }
        });
        assertThat(count).isEqualTo(200);
    }
}
