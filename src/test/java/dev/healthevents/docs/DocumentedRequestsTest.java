package dev.healthevents.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.docs.Sample.Kind;
import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Requests to the bridge are sent as the documentation has them, by curl, to one that runs. */
class DocumentedRequestsTest {

    private static final Pattern NAMED = Pattern.compile("(GET|POST|DELETE) (/(?:api|actuator)/[^?:\\s`]*)");

    @TempDir
    static Path directory;

    private static HistoryServer server;
    private static ConfigurableApplicationContext open;
    private static ConfigurableApplicationContext withSignIn;

    @BeforeAll
    static void start() throws Exception {
        server = HistoryServer.start();
        open = bridge("open");
        withSignIn = bridge(
                "signed",
                "--health-events.access.user=operator",
                "--health-events.access.password=open-sesame",
                "--health-events.access.tokens.deploy=0123456789abcdef");
        for (ConfigurableApplicationContext bridge : List.of(open, withSignIn)) {
            await().until(() ->
                    run(bridge, "curl -s http://127.0.0.1:8080/api/status").contains("up-to-date"));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        open.close();
        withSignIn.close();
        server.close();
    }

    static Stream<String> requests() {
        return Sample.all(Kind.COMMANDS)
                .flatMap(sample -> sample.commands().stream())
                .filter(line -> line.startsWith("curl ") && line.contains("127.0.0.1:8080"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isAnsweredAsOneThatSucceeds(String request) throws Exception {
        boolean signedIn = request.contains(" -u ") || request.contains("Authorization");
        assertThat(run(
                        signedIn ? withSignIn : open,
                        request.replace("-u operator", "-u operator:open-sesame")
                                // Who follows a stream stops some time.
                                + " -s --max-time 2 -o /dev/null -w '%{http_code}'"))
                .startsWith("2");
    }

    @Test
    void everyEndpointThatAPageNamesIsThere() {
        Set<String> there = endpoints();
        List<String> missing = new ArrayList<>();
        Page.all()
                .forEach(page -> NAMED.matcher(page.text())
                        .results()
                        .map(found -> found.group(1) + " " + found.group(2))
                        .filter(endpoint -> there.stream().noneMatch(endpoint::matches))
                        .forEach(endpoint -> missing.add(page + ": " + endpoint)));
        assertThat(missing).isEmpty();
    }

    /** As patterns: a part in braces is any. */
    private static Set<String> endpoints() {
        return open.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(DocumentedRequestsTest::endpoints)
                .collect(Collectors.toSet());
    }

    private static Stream<String> endpoints(RequestMappingInfo mapping) {
        Set<String> methods = mapping.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .collect(Collectors.toSet());
        String method = methods.isEmpty() ? "[A-Z]+" : "(?:" + String.join("|", methods) + ")";
        return mapping.getPatternValues().stream()
                .map(path -> method + " "
                        + path.replaceAll("/\\{\\*\\w+}|/\\*\\*", "(?:/.*)?").replaceAll("\\{\\w+}", "[^/]+"));
    }

    private static ConfigurableApplicationContext bridge(String name, String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of(
                "--server.port=0",
                "--health-events.routes-directory=" + directory,
                "--health-events.state.url=jdbc:sqlite:" + directory.resolve(name + ".db"),
                "--health-events.sinks.file.path=" + directory.resolve(name + ".ndjson"),
                "--health-events.sinks.event-hubs.event-hub=lab",
                "--health-events.sinks.event-hubs.bootstrap-servers=127.0.0.1:1",
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url()));
        return SpringApplication.run(HealthEventsApplication.class, arguments.toArray(String[]::new));
    }

    private static String run(ConfigurableApplicationContext bridge, String command)
            throws IOException, InterruptedException {
        String port = bridge.getEnvironment().getProperty("local.server.port");
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", command.replace("127.0.0.1:8080", "127.0.0.1:" + port));
        shell.environment().put("DEPLOY_TOKEN", "0123456789abcdef");
        Process process = shell.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
