package dev.healthevents.soak;

import dev.healthevents.bridge.CutTcp;
import dev.healthevents.standin.eventgrid.EventGridTopic;
import dev.healthevents.standin.eventgrid.TopicSchema;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to run the bridge, with sinks of its own: who reads, Kafka between, and who delivers from there to a function. It
 * reads all that the servers have from the beginning.
 */
final class Stage implements AutoCloseable {

    static final int PARTITIONS = 6;
    private static final int DELIVERERS = 2;
    private static final String DATABASE = "bridge";

    final Servers servers;
    final EventGridTopic topic = EventGridTopic.start(TopicSchema.CLOUD_EVENTS);
    final FunctionsHost functions = FunctionsHost.start().function("soak", Binding.CLOUD_EVENT);
    final List<BridgePart> readers = new ArrayList<>();
    final List<CutTcp> networks = new ArrayList<>();
    final List<BridgePart> deliverers = new ArrayList<>();
    final List<SinkReader> sinks = new ArrayList<>();
    private final Path directory;
    private final Patch patch;

    /** Of its topic, its folder, and the resources that are written while it runs. */
    final String name;

    private Stage(String name, Servers servers, Path directory, Patch patch) throws Exception {
        this.name = name;
        this.servers = servers;
        this.directory = Files.createDirectories(directory.resolve(name));
        this.patch = patch;
        servers.broker.create(name, PARTITIONS);
        servers.broker.create(deadLetterTopic(), 1);
        for (int i = 1; i <= DELIVERERS; i++) {
            deliverers.add(deliverer(i));
        }
    }

    /** One bridge with its state in SQLite. */
    static Stage sqlite(Servers servers, Path directory, Patch patch) throws Exception {
        Stage stage = new Stage("sqlite", servers, directory, patch);
        stage.readers.add(stage.reader("bridge"));
        return stage.start();
    }

    /** Two bridges with their state in PostgreSQL, one of which stands by. */
    static Stage pair(Servers servers, Path directory, Patch patch) throws Exception {
        Stage stage = new Stage("pair", servers, directory, patch);
        servers.database.create(DATABASE);
        for (String member : List.of("left", "right")) {
            CutTcp network = CutTcp.to(servers.database.port());
            stage.networks.add(network);
            stage.readers.add(stage.reader(member)
                    .set("state.url", "jdbc:postgresql://127.0.0.1:" + network.port() + "/" + DATABASE)
                    .set("state.username", "postgres"));
        }
        return stage.start();
    }

    private Stage start() throws Exception {
        for (BridgePart part : bridges()) {
            part.start();
        }
        sinks.add(new FileReader(readers.stream()
                .map(reader -> reader.directory().resolve("events.ndjson"))
                .toList()));
        sinks.add(new StandInReader("event-grid", topic::events));
        sinks.add(new BrokerReader(servers.broker.address(), name, PARTITIONS));
        sinks.add(new StandInReader("functions, from Kafka by two deliverers", from -> {
            List<String> taken = functions.taken("soak");
            return taken.subList(from, taken.size());
        }));
        return this;
    }

    private BridgePart reader(String part) throws Exception {
        BridgePart reader = new BridgePart(directory.resolve(part), patch)
                .set("sources.lab.type", "fhir")
                .set("sources.lab.url", servers.fhirThroughNetwork())
                .set("sources.pacs.type", "orthanc")
                .set("sources.pacs.url", servers.pacs.url())
                .set("sources.feed.type", "dicom")
                .set("sources.feed.url", servers.feed.url(2))
                .set("sinks.file.path", "events.ndjson")
                .set("sinks.event-grid.endpoint", topic.url())
                .set("sinks.event-grid.access-key", EventGridTopic.KEY)
                .set("sinks.event-hubs.bootstrap-servers", servers.broker.address())
                .set("sinks.event-hubs.event-hub", name);
        for (String source : List.of("lab", "pacs", "feed")) {
            reader.set("sources." + source + ".account", source).set("sources." + source + ".start", "beginning");
        }
        RouteFile.original(reader.directory());
        return reader;
    }

    private BridgePart deliverer(int number) throws Exception {
        return new BridgePart(directory.resolve("deliverer-" + number), patch)
                .set("sources.hub.type", "event-hubs")
                .set("sources.hub.bootstrap-servers", servers.broker.address())
                .set("sources.hub.event-hub", name)
                .set("sources.hub.group", "deliver-" + name)
                .set("sources.hub.dead-letter-event-hub", deadLetterTopic())
                .set("sinks.functions.url", functions.url("soak"))
                .set("sinks.functions.key", FunctionsHost.FUNCTION_KEY)
                .set("sinks.functions.connections", 8);
    }

    private String deadLetterTopic() {
        return name + ".dead-letters";
    }

    /** Who reads now; the first one while nobody says so. */
    BridgePart owner() {
        return readers.stream()
                .filter(reader -> reader.state().equals("running"))
                .findFirst()
                .orElse(readers.get(0));
    }

    List<BridgePart> bridges() {
        return Stream.concat(readers.stream(), deliverers.stream()).toList();
    }

    @Override
    public void close() throws Exception {
        for (BridgePart part : bridges()) {
            part.stop();
        }
        for (SinkReader sink : sinks) {
            sink.close();
        }
        for (CutTcp network : networks) {
            network.close();
        }
        topic.close();
        functions.close();
    }
}
