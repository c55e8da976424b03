package dev.healthevents.bridge;

import dev.healthevents.HealthEventsApplication;
import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.source.SourceStatus;
import dev.healthevents.source.Sources;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/** The bridge as it runs in a hospital, but in the test's JVM, with one source, lab, and a file sink. */
final class Bridge implements AutoCloseable {

    private final Path directory;
    private final Map<String, String> settings = new TreeMap<>();
    private ConfigurableApplicationContext running;

    Bridge(Path directory, String url) {
        this.directory = directory;
        set("server.port", "0");
        set("health-events.state.url", "jdbc:sqlite:" + directory.resolve("health-events.db"));
        set("health-events.routes-directory", directory.resolve("routes").toString());
        set("health-events.sources.lab.type", "fhir");
        set("health-events.sources.lab.url", url);
        set("health-events.sources.lab.start", "beginning");
        set("health-events.sinks.file.path", file().toString());
    }

    /** One whose source, lab, is a topic. */
    static Bridge ofTopic(Path directory, String brokers, String topic, String group) {
        Bridge bridge = new Bridge(directory, "");
        bridge.settings.remove("health-events.sources.lab.url");
        bridge.settings.remove("health-events.sources.lab.start");
        return bridge.set("health-events.sources.lab.type", "event-hubs")
                .set("health-events.sources.lab.bootstrap-servers", brokers)
                .set("health-events.sources.lab.event-hub", topic)
                .set("health-events.sources.lab.group", group);
    }

    Bridge set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Bridge start() {
        List<String> arguments = new ArrayList<>();
        settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        running = new SpringApplicationBuilder(HealthEventsApplication.class).run(arguments.toArray(String[]::new));
        return this;
    }

    Path file() {
        return directory.resolve("events.ndjson");
    }

    Path routes() {
        return directory.resolve("routes");
    }

    List<String> announced() {
        return Announced.in(file()).stream().map(Announced::change).toList();
    }

    SourceStatus source() {
        return running.getBean(Sources.class).find("lab").orElseThrow().status();
    }

    Sink sink(String name) {
        return running.getBean(Sinks.class).find(name).orElseThrow();
    }

    CamelContext camel() {
        return running.getBean(CamelContext.class);
    }

    /** The value of a metric of the source. */
    double metric(String name) {
        MeterRegistry registry = running.getBean(MeterRegistry.class);
        return registry.get(name)
                .tag("source", "lab")
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    /** What it answers to a GET. */
    String get(String path) {
        return RestClient.create("http://127.0.0.1:" + port())
                .get()
                .uri(path)
                .retrieve()
                .body(String.class);
    }

    int port() {
        return Integer.parseInt(running.getEnvironment().getProperty("local.server.port"));
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
            running = null;
        }
    }
}
