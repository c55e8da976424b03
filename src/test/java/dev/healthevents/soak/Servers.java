package dev.healthevents.soak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.bridge.CutTcp;
import dev.healthevents.demo.FhirWriter;
import dev.healthevents.standin.ChangeFeedServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The servers of a hospital, which a soak has from its begin to its end, and what they have in their tables. */
final class Servers implements AutoCloseable {

    /** Databases of the one PostgreSQL. */
    static final String FHIR_DATABASE = "postgres";

    final DatabasePart database;
    final FhirServerPart fhir;
    final PacsPart pacs = new PacsPart();
    final BrokerPart broker;
    final ChangeFeedServer feed = ChangeFeedServer.start();

    /** Between the bridge and HAPI. */
    final CutTcp network;

    Servers(Path directory) throws Exception {
        database = new DatabasePart(directory.resolve("postgresql"));
        fhir = new FhirServerPart(database.url(FHIR_DATABASE));
        broker = new BrokerPart(directory.resolve("kafka"));
        network = CutTcp.to(fhir.port());
        database.start();
        fhir.start();
        // A first write takes so long that what it writes surfaces late, and of what is late no order is promised.
        new FhirWriter(fhir.url()).put("Patient/first", "{\"resourceType\":\"Patient\",\"id\":\"first\"}");
        pacs.start();
        broker.start();
    }

    /** HAPI's URL for who reaches it by the network that is cut at times. */
    String fhirThroughNetwork() {
        return "http://127.0.0.1:" + network.port() + "/fhir";
    }

    Set<String> fhirChanges() throws SQLException {
        return FhirTable.changes(database.url(FHIR_DATABASE));
    }

    /** Of these, those of which no order is promised, since they surfaced late. */
    Set<String> lateFhirChanges() throws SQLException {
        return FhirTable.late(database.url(FHIR_DATABASE));
    }

    Set<String> feedChanges() {
        return feed.rows().stream()
                .map(row -> row.instance().sop() + " " + row.sequence() + " "
                        + row.action().name().charAt(0)
                        + row.action().name().substring(1).toLowerCase(Locale.ROOT) + "d")
                .collect(Collectors.toSet());
    }

    /** SOP Instance UIDs of what Orthanc has. */
    Set<String> images() {
        Set<String> images = new HashSet<>();
        for (JsonNode instance : pacs.server().get("/instances?expand")) {
            images.add(instance.at("/MainDicomTags/SOPInstanceUID").asText());
        }
        return images;
    }

    void slowNetwork() {
        network.slow(Duration.ofMillis(40));
    }

    @Override
    public void close() throws Exception {
        network.close();
        fhir.close();
        pacs.close();
        broker.close();
        database.close();
        feed.close();
    }
}
