package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v251.message.ORU_R01;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import dev.healthevents.standin.HistoryServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/routes/results-by-mllp, with an old system that is made of HAPI's library for HL7 version 2. */
class ResultsByMllpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path EXAMPLE = Path.of("docs/examples/routes/results-by-mllp");

    @TempDir
    Path directory;

    private final List<Message> received = new CopyOnWriteArrayList<>();
    private final List<AcknowledgmentCode> answers = new CopyOnWriteArrayList<>();
    private final DefaultHapiContext hl7 = new DefaultHapiContext();
    private HL7Service old;
    private HistoryServer server;
    private Bridge bridge;

    @BeforeEach
    void start() throws Exception {
        int port = freePort();
        // Its own keeps the last one in a file of the working directory.
        hl7.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        old = hl7.newServer(port, false);
        old.registerApplication("ORU", "R01", new OldSystem());
        old.startAndWait();
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url())
                .set("health-events.sources.lab.account", "lab.example.org")
                .set("health-events.sinks.legacy.type", "route")
                .set("health-events.sinks.legacy.retry.delays", "300ms")
                .set("legacy.address", "127.0.0.1:" + port);
        Files.createDirectory(bridge.routes());
        for (String file : List.of("health-events.camel.yaml", "legacy-sink.camel.yaml")) {
            Files.copy(EXAMPLE.resolve(file), bridge.routes().resolve(file));
        }
        bridge.start();
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
        old.stopAndWait();
        hl7.close();
    }

    @Test
    void aResultThatAppearsIsAnOruMessageAtTheOldSystemAndNothingElseIs() throws HL7Exception {
        server.create("Patient", "p1");
        server.create("Observation", "o1");

        await().atMost(PATIENCE).until(() -> bridge.announced().size() == 2 && received.size() == 1);
        Terser message = new Terser(received.get(0));
        assertThat(received.get(0)).isInstanceOf(ORU_R01.class);
        assertThat(message.get("MSH-4")).isEqualTo("lab.example.org");
        assertThat(message.get("MSH-10")).hasSize(20);
        assertThat(message.get("/.OBR-3-1")).isEqualTo("o1");
        assertThat(message.get("/.OBR-4-1")).isEqualTo("Observation");
        assertThat(message.get("/.OBR-22")).matches("\\d{14}\\.\\d{4}\\+0000");
        assertThat(message.get("/.OBR-25")).isEqualTo("R");
        assertThat(message.get("/.OBX-2")).isEqualTo("RP");
        assertThat(message.get("/.OBX-5-1")).isEqualTo("Observation/o1/_history/1");
        assertThat(message.get("/.OBX-5-2")).isEqualTo("lab.example.org");
        assertThat(message.get("/.OBX-11")).isEqualTo("R");
    }

    @Test
    void aResultThatIsDeletedIsTakenBack() throws HL7Exception {
        server.create("Observation", "o1");
        server.delete("Observation", "o1");

        await().atMost(PATIENCE).until(() -> received.size() == 2);
        Terser message = new Terser(received.get(1));
        assertThat(message.get("/.OBR-25")).isEqualTo("X");
        assertThat(message.get("/.OBX-11")).isEqualTo("D");
    }

    @Test
    void whatTheOldSystemDoesNotAcceptComesAgainUnderTheSameName() throws HL7Exception {
        answers.add(AcknowledgmentCode.AE);
        server.create("Observation", "o1");

        await().atMost(PATIENCE).until(() -> received.size() == 2);
        await().atMost(PATIENCE).until(() -> bridge.sink("legacy").outbox().pending() == 0);
        assertThat(new Terser(received.get(1)).get("MSH-10")).isEqualTo(new Terser(received.get(0)).get("MSH-10"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Acknowledges what it gets: as it is told to, and else with AA. */
    private final class OldSystem implements ReceivingApplication<Message> {

        @Override
        public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
            received.add(message);
            AcknowledgmentCode code = answers.isEmpty() ? AcknowledgmentCode.AA : answers.remove(0);
            try {
                return message.generateACK(code, code == AcknowledgmentCode.AA ? null : new HL7Exception("busy"));
            } catch (IOException e) {
                throw new HL7Exception(e);
            }
        }

        @Override
        public boolean canProcess(Message message) {
            return true;
        }
    }
}
