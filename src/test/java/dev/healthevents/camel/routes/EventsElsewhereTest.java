package dev.healthevents.camel.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.event.SampleEvent;
import dev.healthevents.event.SampleImage;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that a route sends to a component of Camel's own, and to no outbox. */
class EventsElsewhereTest {

    private static final HealthEvent EVENT = SampleEvent.of(HealthEventType.FHIR_RESOURCE_CREATED);
    private static final HealthEvent IMAGE = SampleImage.of(HealthEventType.DICOM_IMAGE_CREATED);

    @TempDir
    Path directory;

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> types = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private RouteHarness harness;

    @BeforeEach
    void start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/events", request -> {
            bodies.add(new String(request.getRequestBody().readAllBytes(), UTF_8));
            types.add(request.getRequestHeaders().getFirst("Content-Type"));
            request.sendResponseHeaders(204, -1);
            request.close();
        });
        receiver.start();
        harness = new RouteHarness(directory, "file");
    }

    @AfterEach
    void stop() throws Exception {
        harness.close();
        receiver.stop(0);
    }

    @Test
    void anEventBecomesTheCloudEventOfTheCncfsSdk() throws Exception {
        for (HealthEvent event : List.of(EVENT, IMAGE)) {
            CloudEvent converted = harness.context().getTypeConverter().mandatoryConvertTo(CloudEvent.class, event);

            CloudEvent read = new JsonFormat().deserialize(EventSchema.CLOUD_EVENTS.write(event, null));
            assertThat(converted.getAttributeNames()).isEqualTo(read.getAttributeNames());
            assertThat(converted.getAttributeNames())
                    .allSatisfy(name -> assertThat(converted.getAttribute(name)).isEqualTo(read.getAttribute(name)));
            assertThat(converted.getExtensionNames()).isEqualTo(read.getExtensionNames());
            assertThat(converted.getData().toBytes()).isEqualTo(read.getData().toBytes());
        }
    }

    @Test
    void httpSendsACloudEventAsJson() throws Exception {
        load("- to: {uri: \"" + url() + "\"}");

        harness.announce("direct:changes", List.of(EVENT, IMAGE));

        assertThat(bodies)
                .containsExactly(json(EventSchema.CLOUD_EVENTS, EVENT), json(EventSchema.CLOUD_EVENTS, IMAGE));
        assertThat(types).allMatch(type -> type.startsWith("application/json"));
    }

    @Test
    void httpSendsTheOtherSchemaAndTypeThatARouteAsksFor() throws Exception {
        load("""
                - setProperty: {name: HealthEventsSchema, expression: {constant: {expression: event-grid}}}
                        - setHeader: {name: Content-Type, expression: {constant: {expression: application/x-mine}}}
                        - to: {uri: "%s"}""".formatted(url()));

        harness.announce("direct:changes", List.of(EVENT));

        assertThat(bodies).containsExactly(json(EventSchema.EVENT_GRID, EVENT));
        assertThat(types).containsExactly("application/x-mine");
    }

    @Test
    void fileWritesItsJson() throws Exception {
        load("- to: {uri: \"file:" + directory + "\", parameters: {fileName: own.json}}");

        harness.announce("direct:changes", List.of(EVENT));

        assertThat(Files.readString(directory.resolve("own.json"))).isEqualTo(json(EventSchema.CLOUD_EVENTS, EVENT));
    }

    @Test
    void marshalMakesItsJson() throws Exception {
        load("""
                - marshal: {json: {library: Jackson}}
                        - to: {uri: "%s"}
                """.formatted(url()));

        harness.announce("direct:changes", List.of(EVENT, IMAGE));

        assertThat(bodies)
                .containsExactly(json(EventSchema.CLOUD_EVENTS, EVENT), json(EventSchema.CLOUD_EVENTS, IMAGE));
        assertThat(types).containsOnly("application/json");
    }

    @Test
    void marshalMakesTheOtherSchemaThatARouteAsksFor() throws Exception {
        load("""
                - setProperty: {name: HealthEventsSchema, expression: {constant: {expression: event-grid}}}
                        - marshal: {json: {}}
                        - to: {uri: "%s"}""".formatted(url()));

        harness.announce("direct:changes", List.of(EVENT));

        assertThat(bodies).containsExactly(json(EventSchema.EVENT_GRID, EVENT));
    }

    @Test
    void aTextOfTheBodyIsItsJson() {
        assertThat(convert(String.class)).isEqualTo(json(EventSchema.CLOUD_EVENTS, EVENT));
        assertThat(harness.context()
                        .resolveLanguage("simple")
                        .createExpression("<${body}>")
                        .evaluate(exchange(), String.class))
                .isEqualTo("<" + json(EventSchema.CLOUD_EVENTS, EVENT) + ">");
    }

    @Test
    void bytesAndStreamAreItsJson() throws Exception {
        assertThat(convert(byte[].class)).isEqualTo(EventSchema.CLOUD_EVENTS.write(EVENT));
        assertThat(convert(InputStream.class).readAllBytes()).isEqualTo(EventSchema.CLOUD_EVENTS.write(EVENT));
    }

    @Test
    void aMapHasTheMembersOfItsJson() {
        assertThat(convert(Map.class))
                .containsEntry("id", EVENT.id().toString())
                .containsKeys("specversion", "data");
    }

    @Test
    void aSchemaThatThereIsNotIsToldAsSuch() {
        Exchange exchange = exchange();
        exchange.setProperty(WindowProperty.SCHEMA, "avro");

        assertThatThrownBy(() -> exchange.getMessage().getBody(String.class))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("HealthEventsSchema is none of cloud-events and event-grid");
    }

    private <T> T convert(Class<T> type) {
        return exchange().getMessage().getBody(type);
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(harness.context());
        exchange.getMessage().setBody(EVENT);
        return exchange;
    }

    private static String json(EventSchema schema, HealthEvent event) {
        return new String(schema.write(event), UTF_8);
    }

    private String url() {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/events";
    }

    private void load(String step) throws Exception {
        Path own = Files.createDirectory(directory.resolve("routes"));
        Files.writeString(own.resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    from:
                      uri: direct:health-events
                      steps:
                        %s
                """.formatted(step));
        harness.load(own, "dead-letters.camel.yaml", "health-events.camel.yaml", "changes.camel.yaml");
    }
}
