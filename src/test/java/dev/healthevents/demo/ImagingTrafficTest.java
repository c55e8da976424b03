package dev.healthevents.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.standin.ChangeFeedRow;
import dev.healthevents.standin.ChangeFeedRow.Action;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImagingTrafficTest {

    private ChangeFeedServer service;

    @BeforeEach
    void start() throws IOException {
        service = ChangeFeedServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        service.close();
    }

    @Test
    void imagesAreStoredUpdatedAndDeleted() {
        happen(50);
        assertThat(service.rows()).extracting(ChangeFeedRow::action).contains(Action.values());
    }

    @Test
    void onlyImagesThatAreThereAreUpdatedAndDeletedAndOnlyNewOnesAreStored() {
        happen(500);
        Set<DicomInstance> there = new HashSet<>();
        Set<DicomInstance> known = new HashSet<>();
        for (ChangeFeedRow row : service.rows()) {
            boolean possible = switch (row.action()) {
                case CREATE -> known.add(row.instance()) && there.add(row.instance());
                case UPDATE -> there.contains(row.instance());
                case DELETE -> there.remove(row.instance());
            };
            assertThat(possible).as("%s", row).isTrue();
        }
    }

    @Test
    void theSameSeedGivesTheSameImages() throws IOException {
        happen(50);
        List<DicomInstance> first = instances();
        stop();
        start();
        happen(50);
        assertThat(instances()).isEqualTo(first);
    }

    private void happen(int steps) {
        try (ImagingTraffic imaging = new ImagingTraffic(service, 1)) {
            for (int step = 0; step < steps; step++) {
                imaging.step();
            }
        }
    }

    private List<DicomInstance> instances() {
        return service.rows().stream().map(ChangeFeedRow::instance).toList();
    }
}
