package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.demo.HapiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications of somebody else's on the library, each a process of its own, with a real FHIR server and files. */
class OwnApplicationsIT {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final String ANY = "\"language\":\"en\"";
    private static String server;
    private static HapiHistory fhir;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private Process application;

    @BeforeAll
    static void serve() {
        server = HapiServer.shared().url();
        fhir = new HapiHistory(server);
    }

    @AfterEach
    void end() throws Exception {
        kill();
    }

    @Test
    void oneOfCamelAloneGoesOnWhereItWasWhenItIsKilled() throws Exception {
        start("camel-main", "org.example.lab.Lab");
        awaitFirst("alone", "events.ndjson");
        fhir.put("Patient", "alone-before", ANY);
        await().until(() -> subjects("events.ndjson").contains("fhir.example.org/Patient/alone-before"));
        kill();
        fhir.put("Patient", "alone-meanwhile", ANY);
        start("camel-main", "org.example.lab.Lab");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> subjects("events.ndjson").contains("fhir.example.org/Patient/alone-meanwhile"));
        assertThat(ids("fhir.example.org/Patient/alone-before")).hasSize(1);
    }

    @Test
    void oneOfSpringBootHasItsRoutesInJava() throws Exception {
        start("spring-boot", "org.example.clinic.Clinic");
        awaitFirst("clinic", "patients.ndjson");
        fhir.put("Organization", "clinic-organization", ANY);
        fhir.put("Patient", "clinic-patient", ANY);

        await().until(() -> subjects("patients.ndjson").contains("127.0.0.1/Patient/clinic-patient"));
        assertThat(subjects("patients.ndjson")).noneMatch(subject -> subject.contains("Organization"));
    }

    @Test
    void oneWithItsOwnPageSignInAndDatabaseKeepsThem() throws Exception {
        ownDatabase("create table patients (id text)");
        start("own-page", "org.example.ward.Ward", "--server.port=0");
        String base = "http://127.0.0.1:" + port();
        assertThat(get(base + "/", false).body()).contains("The ward");
        assertThat(get(base + "/api/status", false).statusCode()).isEqualTo(401);
        assertThat(get(base + "/api/status", true).statusCode()).isEqualTo(404);

        awaitFirst("ward", "events.ndjson");
        await().until(() -> get(base + "/actuator/health", true).body().equals("{\"status\":\"UP\"}"));
        assertThat(ownDatabase("select name from sqlite_schema")).containsExactly("patients");
    }

    @Test
    void whatIsMissedIsNamed() throws Exception {
        Path routes = directory.resolve("sent.camel.yaml");
        Files.writeString(routes, """
                - route:
                    from:
                      uri: timer:tick
                      steps:
                        - to:
                            uri: azure-eventgrid:https://clinic.westeurope-1.eventgrid.azure.net/api/events
                """);
        start("camel-main", "org.example.lab.Lab", "-Dcamel.main.routesIncludePattern=file:" + routes);

        await().atMost(Duration.ofSeconds(60)).until(() -> !application.isAlive());
        assertThat(Files.readString(log()))
                .contains("azure-eventgrid: needs com.azure:azure-messaging-eventgrid, which is not on the class path");
    }

    /** What a statement on the application's own database returns. */
    private List<String> ownDatabase(String sql) throws Exception {
        List<String> found = new ArrayList<>();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("patients.db"));
                Statement statement = database.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        return found;
    }

    private void start(String name, String main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dfhir.url=" + server,
                "-Dstate=" + directory.resolve("state.db"),
                "-Ddirectory=" + directory));
        command.addAll(Stream.of(arguments)
                .filter(argument -> argument.startsWith("-D"))
                .toList());
        command.addAll(List.of("-cp", OwnApplications.classPath(name), main));
        command.addAll(Stream.of(arguments)
                .filter(argument -> !argument.startsWith("-D"))
                .toList());
        application = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private void kill() throws InterruptedException {
        if (application != null) {
            application.destroyForcibly();
            application.waitFor();
        }
    }

    /** It reads from now on: what is written until it is there is not announced. */
    private void awaitFirst(String name, String file) {
        int[] written = {0};
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    if (!application.isAlive()) {
                        throw new IllegalStateException(Files.readString(log()));
                    }
                    fhir.put("Patient", name + "-first-" + written[0]++, ANY);
                    return !subjects(file).isEmpty();
                });
    }

    private Path log() {
        return directory.resolve("application.log");
    }

    private List<String> subjects(String file) {
        return events(file).stream()
                .map(event -> member(event, "subject"))
                .filter(subject -> !subject.isEmpty())
                .toList();
    }

    private List<String> ids(String subject) {
        return events("events.ndjson").stream()
                .filter(event -> member(event, "subject").equals(subject))
                .map(event -> member(event, "id"))
                .distinct()
                .toList();
    }

    private List<String> events(String file) {
        try {
            Path events = directory.resolve(file);
            return Files.exists(events) ? Arrays.asList(Files.readString(events).split("\n")) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String member(String event, String name) {
        try {
            return new ObjectMapper().readTree(event).path(name).asText();
        } catch (IOException e) {
            return "";
        }
    }

    private int port() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> PORT.matcher(Files.readString(log())).find());
        try {
            Matcher port = PORT.matcher(Files.readString(log()));
            port.find();
            return Integer.parseInt(port.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> get(String url, boolean signedIn) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (signedIn) {
            String pair = Base64.getEncoder().encodeToString("nurse:own-users".getBytes());
            request.header("Authorization", "Basic " + pair);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
