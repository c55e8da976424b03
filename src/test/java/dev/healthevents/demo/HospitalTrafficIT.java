package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HospitalTrafficIT {

    @Test
    void aRealServerAcceptsAllOfItAndSeesCreatesUpdatesAndDeletes() throws Exception {
        HapiServer server = HapiServer.shared();
        try (HospitalTraffic hospital = new HospitalTraffic(server.url(), 1)) {
            for (int steps = 0; steps < 100; steps++) {
                hospital.step();
            }
        }

        assertThat(changes(server))
                .contains(
                        "POST Patient",
                        "PUT Patient",
                        "POST Encounter",
                        "PUT Encounter",
                        "POST Observation",
                        "DELETE Observation");
    }

    private static Set<String> changes(HapiServer server) throws Exception {
        URI history = URI.create(server.url() + "/_history?_since=2020-01-01T00:00:00Z&_count=10000&_elements=id");
        Set<String> changes = new TreeSet<>();
        for (JsonNode entry : new ObjectMapper().readTree(history.toURL()).path("entry")) {
            String target = entry.at("/request/url").asText();
            changes.add(entry.at("/request/method").asText() + " " + target.substring(0, target.indexOf('/')));
        }
        return changes;
    }
}
