package dev.healthevents.soak;

import dev.healthevents.demo.OrthancServer;
import dev.healthevents.demo.OrthancSettings;
import java.util.HashMap;
import java.util.Map;

/** A real Orthanc that gives up the patient it has had longest when one too many comes. */
final class PacsPart implements Part {

    /** Patients that it keeps. */
    static final int PATIENTS = 40;

    private OrthancServer server;
    private boolean running;

    String url() {
        return server.url();
    }

    OrthancServer server() {
        return server;
    }

    @Override
    public void start() {
        if (server == null) {
            Map<String, Object> recycling = new HashMap<>(Map.of("MaximumPatientCount", PATIENTS));
            server = OrthancServer.start(OrthancSettings.plain().overwriting().with(recycling));
        } else if (!running) {
            server.start();
        }
        running = true;
    }

    /** In good order, as an operator does. */
    void stop() {
        server.stop();
        running = false;
    }

    @Override
    public long pid() {
        return server.pid();
    }

    @Override
    public void kill() throws Exception {
        Part.super.kill();
        running = false;
    }

    @Override
    public void close() {
        server.close();
    }
}
