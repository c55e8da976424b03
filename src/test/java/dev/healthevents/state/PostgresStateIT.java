package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.docs.Compatibility;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state store on PostgreSQL: all that it does on SQLite, and what becomes of two bridges on one database. */
class PostgresStateIT {

    private static final Pattern ACTUAL = Pattern.compile("actual [^)]*rows=(\\d+)");

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static String newPostgresDatabase() throws SQLException {
        String name = "state" + DATABASES.incrementAndGet();
        administer("CREATE DATABASE " + name);
        return postgres.getJdbcUrl("postgres", name);
    }

    private static void administer(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theCompatibilityPageNamesThisPostgres() throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            String version =
                    connection.getMetaData().getDatabaseProductVersion().replaceFirst(" .*", "");
            Compatibility.parts("PostgreSQL", "real", version).is("the state, beside SQLite");
        }
    }

    @Nested
    class OrthancTables extends OrthancInstancesTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class DicomwebTables extends DicomwebInventoryTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class WindowTransactions extends WindowTransactionTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class Seen extends SeenIdsTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class Outboxes extends OutboxTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class Packs extends OutboxPacksTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class OutboxesInMemory extends OutboxMemoryTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class LargeOutboxes extends StateTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }

        @ParameterizedTest
        @ValueSource(strings = {OutboxRows.SIZES, OutboxRows.LIMITED})
        void ofAllThatWaitsNoMoreIsReadThanWhatIsNext(String sql) {
            execute("INSERT INTO outbox (sink, position, event_id, subject, event)"
                    + " SELECT 'file', i, 'id', 'Patient/1', 'x' FROM generate_series(1, 20000) i");
            execute("INSERT INTO outbox_pack SELECT 'file', 20000 + i * 100, 100, 'lab', 'x'"
                    + " FROM generate_series(1, 20000) i");
            execute("ANALYZE");

            List<Integer> read = database.read(connection -> {
                try (PreparedStatement explain = connection.prepareStatement("EXPLAIN ANALYZE " + sql)) {
                    OutboxRows.set(explain, "file", Outbox.BEFORE_ALL, 50);
                    try (ResultSet plan = explain.executeQuery()) {
                        List<Integer> rows = new ArrayList<>();
                        while (plan.next()) {
                            ACTUAL.matcher(plan.getString(1))
                                    .results()
                                    .forEach(row -> rows.add(Integer.valueOf(row.group(1))));
                        }
                        return rows;
                    }
                }
            });

            assertThat(read).isNotEmpty().allSatisfy(rows -> assertThat(rows).isLessThanOrEqualTo(50));
        }
    }

    @Nested
    class Letters extends DeadLettersTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class SourceCursors extends CursorsTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class SourceBacklogs extends BacklogsTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class SourceReplays extends ReplaysTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class Migrations extends MigrationTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }
    }

    @Nested
    class TwoBridges extends StateTest {
        @Override
        String newDatabase() throws SQLException {
            return newPostgresDatabase();
        }

        private void breakAllConnections() throws SQLException {
            administer(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'health-events'");
        }

        private void write() {
            execute("UPDATE source_cursor SET position = 1");
        }

        @Test
        void theSecondIsRefusedAtItsStart() {
            assertThatThrownBy(() -> StateDatabase.open(url(), null, null))
                    .isInstanceOf(StateException.class)
                    .hasMessage("another process has this database open; stop it, or name another database or"
                            + " ?currentSchema=");
            write();
        }

        @Test
        void theSecondMayStartWhenTheFirstHasEnded() {
            database.close();
            database = StateDatabase.open(url(), null, null);

            write();
        }

        @Test
        void whoStandsByReadsAndWritesNothingAndTakesOverWhenTheOwnerEnds() {
            try (StateDatabase second = StateDatabase.openOrStandBy(url(), null, null)) {
                Outbox outbox = new Outbox(second, "file");
                commit(database, new Outbox(database, "file"), 1);
                assertThat(second.standsBy()).isTrue();
                assertThat(new DeadLetters(second).newest(9)).isEmpty();
                assertThatThrownBy(() -> commit(second, outbox, 2)).isInstanceOf(StandbyException.class);

                database.close();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> outbox.pending() == 1);
                commit(second, outbox, 2);
                assertThat(outbox.first(9)).hasSize(2);
            }
        }

        @Test
        void anOwnerWhoseSessionAloneBrokeIsNotTakenOverFrom() throws Exception {
            try (StateDatabase second = StateDatabase.openOrStandBy(url(), null, null)) {
                breakLockOnly();

                Awaitility.await()
                        .during(Duration.ofSeconds(7))
                        .atMost(Duration.ofSeconds(10))
                        .until(second::standsBy);
                write();
                database.checkOwner();
            }
        }

        @Test
        @Timeout(60)
        void anOwnerThatLearnsOfItsLossTellsWhoeverWaitsForThat() throws Exception {
            try (StateDatabase second = takeOver()) {
                assertThat(database.awaitLoss()).isTrue();
                assertThat(second.standsBy()).isFalse();
            }
        }

        private static void commit(StateDatabase on, Outbox outbox, long event) {
            WindowTransaction window = new WindowTransaction(on, new SeenIds(on), "lab");
            window.append(outbox, event(event));
            window.commit();
        }

        @Test
        void schemasAreIndependent() throws Exception {
            execute("CREATE SCHEMA other");
            try (StateDatabase other = StateDatabase.open(url() + "&currentSchema=other", null, null)) {
                other.write(connection -> connection.createStatement().execute("DELETE FROM outbox"));
                write();
            }
        }

        @Test
        void aRestartOfPostgresStopsNobody() throws Exception {
            breakAllConnections();

            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(this::write);
        }

        @Test
        void whoseLockBrokeWritesNothingMoreOnceAnotherHasTakenOver() throws Exception {
            try (StateDatabase second = takeOver()) {
                Outbox outbox = new Outbox(second, "file");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThatThrownBy(this::write)
                                .isInstanceOf(StateException.class)
                                .hasMessageContaining("Another bridge has taken the state store over"));
                WindowTransaction window = new WindowTransaction(second, new SeenIds(second), "lab");
                window.append(outbox, event(1));
                commitAt(window, cursorAt(NOON), null);

                assertThat(outbox.first(9)).hasSize(1);
            }
        }

        @Test
        void aTransactionThatWasRunningWhenTheOtherTookOverEndsBefore() throws Exception {
            Outbox before = new Outbox(database, "file");
            try (StateDatabase second = database.write(connection -> {
                        insertRow(connection);
                        CompletableFuture<StateDatabase> opening = takingOver();
                        Awaitility.await().until(() -> waitingFor("transactionid") > 0);
                        assertThat(opening).isNotDone();
                        return opening;
                    })
                    .join()) {
                assertThat(new Outbox(second, "file").first(9)).hasSize(1);
                assertThatThrownBy(this::write).hasMessageContaining("taken the state store over");
            }
            assertThat(before.sink()).isEqualTo("file");
        }

        private StateDatabase takeOver() throws SQLException {
            return takingOver().join();
        }

        /** It waits for the lock before that is set free, so that it comes before the owner, which wants it back. */
        private CompletableFuture<StateDatabase> takingOver() throws SQLException {
            CompletableFuture<StateDatabase> opening =
                    CompletableFuture.supplyAsync(() -> StateDatabase.open(url(), null, null));
            Awaitility.await().until(() -> waitingFor("advisory") > 0);
            breakLockOnly();
            return opening;
        }

        private void insertRow(Connection connection) throws SQLException {
            connection.createStatement().execute("INSERT INTO outbox VALUES ('file', 1, 'id', 'Patient/1', '')");
        }

        /** The session with the lock is the one that holds it; the pool's are left alone. */
        private void breakLockOnly() throws SQLException {
            administer("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = 'state" + DATABASES.get() + "')");
        }

        private int waitingFor(String lock) throws SQLException {
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery(
                                    "SELECT COUNT(*) FROM pg_locks WHERE NOT granted AND locktype = '" + lock + "'")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    @Test
    void aDatabaseThatBelongsToSomethingElseIsLeftAlone() throws Exception {
        String url = newPostgresDatabase();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute("CREATE TABLE patients (id TEXT)");
        }

        assertThatThrownBy(() -> StateDatabase.open(url, null, null))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("non-empty schema");
    }

    @Test
    void aDatabaseThatIsNotThereIsToldInASentence() {
        assertThatThrownBy(() -> StateDatabase.open(postgres.getJdbcUrl("postgres", "nowhere"), null, "hush"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("\"nowhere\" does not exist")
                .message()
                .doesNotContain("hush", "\n");
    }

    @Test
    void commitsWaitForTheDiskEvenWhereTheServerIsSetNotTo() throws Exception {
        String url = newPostgresDatabase();
        administer("ALTER DATABASE state" + DATABASES.get() + " SET synchronous_commit = off");
        try (StateDatabase database = StateDatabase.open(url, null, null)) {
            List<String> found = database.read(connection -> {
                try (ResultSet row = connection.createStatement().executeQuery("SHOW synchronous_commit")) {
                    row.next();
                    return List.of(row.getString(1));
                }
            });

            assertThat(found).containsExactly("on");
        }
    }
}
