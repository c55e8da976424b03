package dev.healthevents.soak;

import dev.healthevents.demo.HapiRelease;
import dev.healthevents.demo.HapiServer;
import java.io.IOException;

/** A real HAPI FHIR JPA server on the soak's PostgreSQL. */
final class FhirServerPart implements Part {

    private static final int CONNECTIONS = 20;
    private static final int TRIES = 5;

    private final int port = FreePort.any();
    private final String database;
    private HapiServer server;

    /** @param database a JDBC URL with the user in it */
    FhirServerPart(String database) throws IOException {
        this.database = database;
    }

    String url() {
        return "http://127.0.0.1:" + port + "/fhir";
    }

    int port() {
        return port;
    }

    @Override
    public void start() {
        for (int left = TRIES; ; left--) {
            try {
                server = HapiServer.start(
                        HapiRelease.V8_8,
                        "--server.port=" + port,
                        "--spring.datasource.url=" + database,
                        "--hapi.schema=update",
                        "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS);
                return;
            } catch (IllegalStateException e) {
                // It gives up where its database is away at that moment.
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    @Override
    public long pid() {
        return server.pid();
    }
}
