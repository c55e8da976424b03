package dev.healthevents.soak;

import dev.healthevents.bridge.CutTcp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A real Kafka, one broker that is its own controller, in a JVM of its own. */
public final class BrokerPart implements Part {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final String classPath;
    private final Path configuration;
    private final int port = FreePort.any();
    private final CutTcp network;
    private Process process;

    BrokerPart(Path directory) throws Exception {
        this(directory, System.getProperty("java.class.path"));
    }

    /** @param classPath of the release that is wanted */
    public BrokerPart(Path directory, String classPath) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.classPath = classPath;
        this.configuration = directory.resolve("server.properties");
        int controller = FreePort.any();
        int far = FreePort.any();
        network = CutTcp.to(far);
        Files.writeString(configuration, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%d
                listeners=PLAINTEXT://127.0.0.1:%d,FAR://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                advertised.listeners=PLAINTEXT://127.0.0.1:%d,FAR://127.0.0.1:%d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,FAR:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                auto.create.topics.enable=false
                """.formatted(
                        controller, port, far, controller, port, network.port(), directory.resolve("logs")));
        String cluster = Uuid.randomUuid().toString();
        Process format = java("kafka.tools.StorageTool", "format", "-t", cluster, "-c", configuration + "");
        if (!format.waitFor(1, TimeUnit.MINUTES) || format.exitValue() != 0) {
            throw new IllegalStateException("Kafka's files can't be made; see " + log());
        }
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Where it is reached through {@link #network}, and only so. */
    public String farAddress() {
        return "127.0.0.1:" + network.port();
    }

    public CutTcp network() {
        return network;
    }

    private Path log() {
        return directory.resolve("kafka.log");
    }

    public void create(String topic, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    @Override
    public void start() throws IOException {
        process = java("kafka.Kafka", configuration.toString());
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (Admin admin = admin()) {
                return !admin.describeCluster().nodes().get().isEmpty();
            }
        });
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws Exception {
        kill();
        network.close();
    }

    private Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", address(), "request.timeout.ms", 5_000, "default.api.timeout.ms", 10_000));
    }

    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                classPath));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }
}
