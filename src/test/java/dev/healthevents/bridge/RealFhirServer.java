package dev.healthevents.bridge;

import dev.healthevents.demo.HapiRelease;
import dev.healthevents.demo.HapiServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A FHIR server that keeps a history and that a registry holds, of a pinned version. */
enum RealFhirServer {
    HAPI_8_8("HAPI FHIR JPA 8.8.0 on H2") {
        @Override
        Started start() {
            HapiServer server = HapiServer.start(HapiRelease.V8_8);
            return new Started(server.url(), server);
        }
    },
    HAPI_8_8_POSTGRES("HAPI FHIR JPA 8.8.0 on PostgreSQL 17.6") {
        @Override
        Started start() throws Exception {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            HapiServer server = HapiServer.start(
                    HapiRelease.V8_8, "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"));
            return new Started(server.url(), () -> {
                server.close();
                postgres.close();
            });
        }
    },
    HAPI_8_8_TENANTS("HAPI FHIR JPA 8.8.0, the default tenant of several by URL") {
        @Override
        Started start() {
            HapiServer server = HapiServer.start(HapiRelease.V8_8, "--hapi.tenants=true");
            return new Started(server.url() + "/DEFAULT", server);
        }
    },
    HAPI_7_2("HAPI FHIR JPA 7.2.0 on H2") {
        @Override
        Started start() {
            HapiServer server = HapiServer.start(HapiRelease.V7_2);
            return new Started(server.url(), server);
        }
    };

    private final String told;

    RealFhirServer(String told) {
        this.told = told;
    }

    /** Its name, version and database. */
    String told() {
        return told;
    }

    /** Starts one that is empty, which takes up to a minute. */
    abstract Started start() throws Exception;

    /** @param url of its FHIR API, or of one tenant's */
    record Started(String url, AutoCloseable server) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            server.close();
        }
    }
}
