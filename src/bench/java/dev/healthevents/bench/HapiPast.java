package dev.healthevents.bench;

import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.HapiRelease;
import dev.healthevents.demo.HapiServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A real HAPI FHIR 8.8 server on a real PostgreSQL that lets its log be read, with a past. */
final class HapiPast implements AutoCloseable {

    private static final String DATABASE = "hapi";
    private static final int CREATED = 760;
    private static final int UPDATED = 140;
    private static final int DELETED = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedPostgres postgres;
    private final HapiServer server;

    HapiPast() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .start();
        execute("postgres", "CREATE DATABASE " + DATABASE);
        server = HapiServer.start(HapiRelease.V8_8, "--spring.datasource.url=" + jdbc(DATABASE));
    }

    /** Transactions of a thousand changes each: resources of its own, and updates and deletes of those before it. */
    void fill(int transactions) throws IOException, InterruptedException {
        for (int i = 0; i < transactions; i++) {
            StringBuilder entries = new StringBuilder();
            for (int n = 0; n < CREATED; n++) {
                entries.append(n == 0 ? "" : ",").append(put(i + "-" + n, "official"));
            }
            for (int n = 0; i > 0 && n < UPDATED; n++) {
                entries.append(',').append(put(i - 1 + "-" + n, "usual"));
            }
            for (int n = UPDATED; i > 0 && n < UPDATED + DELETED; n++) {
                entries.append(",{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/p")
                        .append(i - 1)
                        .append('-')
                        .append(n)
                        .append("\"}}");
            }
            String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[" + entries + "]}";
            // It answers 409 to deletes while its own outbox still has the creates.
            await().atMost(Duration.ofMinutes(5)).pollDelay(Duration.ZERO).until(() -> send("POST", "", bundle) == 200);
        }
    }

    private static String put(String id, String use) {
        return "{\"resource\":" + patient(id, use) + ",\"request\":{\"method\":\"PUT\",\"url\":\"Patient/p" + id
                + "\"}}";
    }

    private static String patient(String id, String use) {
        return """
                {"resourceType":"Patient","id":"p%s","active":true,"name":[{"use":"%s","family":"F%s","given":["G"]}],\
                "gender":"other","birthDate":"1990-01-01"}""".formatted(id, use, id);
    }

    /** Puts a new resource, and returns when the server has answered. */
    void create(String id) throws IOException, InterruptedException {
        int status = send("PUT", "/Patient/p" + id, patient(id, "official"));
        if (status != 201) {
            throw new IOException("The FHIR server answered " + status + " to a create");
        }
    }

    private int send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/fhir+json")
                .header("Prefer", "return=minimal")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** What its own tables have: the event's type by type/id/version. */
    Map<String, String> truth() throws SQLException {
        String sql = """
                SELECT r.res_type || '/' || r.fhir_id || '/' || v.res_ver,
                       CASE WHEN v.res_deleted_at IS NOT NULL THEN 'Deleted' WHEN v.res_ver = 1 THEN 'Created' ELSE 'Updated' END
                  FROM hfj_res_ver v JOIN hfj_resource r ON r.res_id = v.res_id""";
        Map<String, String> truth = new HashMap<>();
        try (Connection connection = DriverManager.getConnection(jdbc(DATABASE));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                truth.put(rows.getString(1), "Microsoft.HealthcareApis.FhirResource" + rows.getString(2));
            }
        }
        return truth;
    }

    /** Whether somebody reads the database's log. */
    boolean isCaptured() throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbc(DATABASE));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_replication_slots WHERE active")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    /** Takes away what a capture leaves in the database. */
    void forgetCapture() {
        await().ignoreExceptions().until(() -> {
            execute(DATABASE, "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
            execute(DATABASE, "DROP PUBLICATION IF EXISTS dbz_publication");
            return true;
        });
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbc(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String jdbc(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database
                + "?user=postgres&password=postgres";
    }

    int port() {
        return postgres.getPort();
    }

    String database() {
        return DATABASE;
    }

    String url() {
        return server.url();
    }

    /** Processor time that the FHIR server has used. */
    Duration cpu() throws IOException {
        return ProcessFacts.cpu(server.pid());
    }

    @Override
    public void close() throws IOException {
        server.close();
        postgres.close();
    }
}
