package dev.healthevents.soak;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL that keeps what it has committed, with a database for HAPI and one for the bridge's state. */
public final class DatabasePart implements Part {

    private final Path directory;
    private final int port = FreePort.any();
    private EmbeddedPostgres postgres;

    public DatabasePart(Path directory) throws IOException {
        this.directory = directory;
    }

    public int port() {
        return port;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres&password=postgres";
    }

    void create(String database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
    }

    @Override
    public void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                // Those of tests let it forget what it has acknowledged.
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                // So that it can be told what surfaced late.
                .setServerConfig("track_commit_timestamp", "on")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
    }

    /** Ends it as an administrator does, and starts it again. */
    public void restart() throws IOException {
        postgres.close();
        start();
    }

    @Override
    public long pid() throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
    }

    @Override
    public void kill() throws Exception {
        Part.super.kill();
        // So that its files may be opened once more by this JVM.
        postgres.close();
    }
}
