package dev.healthevents.bridge;

import static org.awaitility.Awaitility.await;

import dev.healthevents.docs.Compatibility;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import dev.healthevents.standin.family.Family;
import dev.healthevents.standin.family.FamilyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/compatibility.md says of each stand-in what the bridge finds; of real servers, their own tests see to it. */
class CompatibilityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SILENT")
    void ofFhirServers(Family family) throws Exception {
        try (FamilyServer server = new FamilyServer(family);
                Bridge bridge = new Bridge(directory, server.url())) {
            for (int i = 0; i < 20; i++) {
                server.writeLate(
                        "POST", "Patient", "old" + i, Duration.ofHours(1).minusSeconds(i));
            }
            bridge.set("health-events.sources.lab.start", "now").start();
            await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
            for (String method : List.of("POST", "PUT", "DELETE")) {
                int before = bridge.announced().size();
                boolean seen = !method.equals("DELETE")
                        || !bridge.source().capabilities().contains("CAN'T BE SEEN");
                server.write(method, "Patient", "p");
                if (seen) {
                    await().atMost(PATIENCE).until(() -> bridge.announced().size() > before);
                }
            }
            new FoundServer(name(family), "stand-in", "").is(bridge.source(), bridge.announced());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ofADicomService(int version) throws Exception {
        try (ChangeFeedServer server = ChangeFeedServer.start();
                Bridge bridge = new Bridge(directory, server.url(version))) {
            bridge.set("health-events.sources.lab.type", "dicom")
                    .set("health-events.sources.lab.start", "now")
                    .start();
            await().atMost(PATIENCE).until(() -> bridge.source().cursor() != null);
            DicomInstance image = DicomInstance.of(1);
            server.create(image);
            server.update(List.of(image));
            server.delete(List.of(image));
            await().atMost(PATIENCE)
                    .until(() -> FoundServer.events(bridge.file()).equals("created, updated, deleted"));
            Compatibility.images("Microsoft's DICOM service, API version " + version, "stand-in", "")
                    .is(FoundServer.reading(bridge.source()), FoundServer.events(bridge.file()));
        }
    }

    private static String name(Family family) {
        return switch (family) {
            case MICROSOFT -> "Microsoft FHIR server, Azure Health Data Services";
            case LINUX_FOR_HEALTH -> "LinuxForHealth (IBM)";
            case FIRELY -> "Firely";
            case BLAZE -> "Blaze";
            case AIDBOX -> "Aidbox";
            case MEDPLUM -> "Medplum";
            case SEARCH_ONLY -> "any that has no history";
            case SILENT -> throw new IllegalArgumentException("It is an error, see ServerFamiliesIT");
        };
    }
}
