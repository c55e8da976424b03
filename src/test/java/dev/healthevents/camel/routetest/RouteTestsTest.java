package dev.healthevents.camel.routetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an integration team sees when it tests its routes. */
class RouteTestsTest {

    private static final String ROUTE = """
            - route:
                id: health-events
                routeConfigurationId: dead-letters
                from:
                  uri: direct:health-events
                  steps:
                    - filter:
                        expression:
                          simple:
                            expression: ${body.data.resourceType} == 'Observation'
                        steps:
                          - throwException:
                              exceptionType: java.lang.IllegalStateException
                              message: the gate is shut
                    - to:
                        uri: outbox:file
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    @BeforeEach
    void route() throws IOException {
        write("health-events.camel.yaml", ROUTE);
    }

    @Test
    void aCaseThatPassesIsALine() throws IOException {
        test("expect: {file: [a, b]}");

        assertThat(run()).isTrue();
        assertThat(out()).contains("  ok    It works\n", "1 case, 0 failed.");
    }

    @Test
    void anOutboxThatGotSomethingElseIsTold() throws IOException {
        test("expect: {file: [b, a]}");

        assertThat(run()).isFalse();
        assertThat(out()).contains("  FAIL  It works\n", "file: expected [b, a], but got [a, b]", "1 case, 1 failed.");
    }

    @Test
    void aSinkThatIsOnAndNotExpectedMustGetNothing() throws IOException {
        write("health-events.camel.yaml", ROUTE.replace("outbox:file", "outbox:all"));
        write("health-events.test.yaml", """
                sinks: [event-hubs]
                cases:
                  - {name: It works, given: {a: {type: FhirResourceCreated}}, expect: {file: [a]}}
                """);

        assertThat(run()).isFalse();
        assertThat(out()).contains("event-hubs: expected [], but got [a]");
    }

    @Test
    void aDeadLetterIsExpectedWithAPartOfItsReason() throws IOException {
        observation("expect: {file: [], dead-letters: [o: the gate]}");

        assertThat(run()).as(out()).isTrue();
    }

    @Test
    void aDeadLetterThatIsNotExpectedIsToldWithItsReason() throws IOException {
        observation("expect: {file: []}");

        assertThat(run()).isFalse();
        assertThat(out()).contains("dead-letters: o became one: health-events: the gate is shut");
    }

    @Test
    void anExpectedDeadLetterThatIsNoneIsTold() throws IOException {
        test("expect: {file: [a, b], dead-letters: [a]}");

        assertThat(run()).isFalse();
        assertThat(out()).contains("dead-letters: a is none");
    }

    @Test
    void routesThatFailWithoutADeadLetterAreToldAsAWindowThatWouldComeAgain() throws IOException {
        write("health-events.camel.yaml", ROUTE.replace("    routeConfigurationId: dead-letters\n", ""));
        observation("expect: {file: []}");

        assertThat(run()).isFalse();
        assertThat(out())
                .contains("in use all of these events would be read again until they do not: the gate is shut");
    }

    @Test
    void aMemberOfAnEventCanBeExpected() throws IOException {
        test("expect: {file: [a: {data: {resourceFhirId: a, resourceVersionId: 1}}, b]}");

        assertThat(run()).as(out()).isTrue();
    }

    @Test
    void aMemberThatDiffersIsNamedButNotShown() throws IOException {
        test("expect: {file: [a: {data: {resourceType: Group}}, b: {data: {resource: {status: final}}}]}");

        assertThat(run()).isFalse();
        assertThat(out())
                .contains("file: a.data.resourceType is not \"Group\"", "file: b.data.resource.status is missing")
                .doesNotContain("Patient");
    }

    @Test
    void whatARouteCallsCanBeAnsweredForIt() throws IOException {
        write("health-events.camel.yaml", """
                - route:
                    id: health-events
                    from:
                      uri: direct:health-events
                      steps:
                        - enrich:
                            expression:
                              constant:
                                expression: direct:{{lookup}}
                            aggregationStrategy: addResource
                        - to:
                            uri: outbox:file
                """);
        write("health-events.test.yaml", """
                placeholders: {lookup: somewhere}
                answers:
                  direct:somewhere: '{"resourceType": "Patient", "active": true}'
                cases:
                  - name: It works
                    given: {a: {type: FhirResourceCreated}}
                    expect: {file: [a: {data: {resource: {active: true}}}]}
                """);

        assertThat(run()).as(out()).isTrue();
    }

    @Test
    void brokenRoutesAreToldAsTheBridgeTellsThem() throws IOException {
        write("health-events.camel.yaml", "- route:\n  id: [unclosed");
        test("expect: {file: [a, b]}");

        assertThat(run()).isFalse();
        assertThat(out()).contains("The routes can't be used: ", "health-events.camel.yaml is no valid route file");
    }

    @Test
    void aSinkThatOnlyTheRoutesNameIsToldWithTheMend() throws IOException {
        write("health-events.camel.yaml", ROUTE.replace("outbox:file", "outbox:fiel"));
        test("expect: {file: [a, b]}");

        assertThat(run()).isFalse();
        assertThat(out()).contains("No sink 'fiel' is on", "in a test, name it in 'sinks' or 'expect'");
    }

    @Test
    void routesOfSinksAreLeftOut() throws IOException {
        write("event-hubs-sink.camel.yaml", ROUTE.replace("direct:health-events", "outbox:event-hubs"));
        test("expect: {file: [a, b]}");

        assertThat(run()).as(out()).isTrue();
    }

    @Test
    void aDirectoryWithoutTestsIsNoSuccess() throws IOException {
        assertThat(run()).isFalse();
        assertThat(out()).contains("put a file such as health-events.test.yaml beside the routes");
    }

    private void test(String expect) throws IOException {
        write("health-events.test.yaml", """
                cases:
                  - name: It works
                    given:
                      a: {type: FhirResourceCreated}
                      b: {type: FhirResourceCreated}
                    %s
                """.formatted(expect));
    }

    private void observation(String expect) throws IOException {
        write("health-events.test.yaml", """
                cases:
                  - name: It works
                    given:
                      o: {type: FhirResourceCreated, data: {resourceType: Observation}}
                    %s
                """.formatted(expect));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }

    private boolean run() throws IOException {
        return new RouteTests(directory, new PrintStream(out, true, StandardCharsets.UTF_8)).run();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
