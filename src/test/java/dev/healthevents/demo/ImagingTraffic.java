package dev.healthevents.demo;

import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The imaging of the same small hospital: studies of a few images arrive, are corrected, lose an image or go, about one
 * change a second. The same seed gives the same images.
 */
final class ImagingTraffic implements AutoCloseable {

    private static final String PARTITION = "Microsoft.Default";
    private static final int KEPT_STUDIES = 20;

    private final ChangeFeedServer service;
    private final Random random;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<List<DicomInstance>> studies = new ArrayList<>();
    private int arrived;

    /** @param seed decides what happens, and in which order */
    ImagingTraffic(ChangeFeedServer service, long seed) {
        this.service = service;
        this.random = new Random(seed);
    }

    /** Lets things happen until {@link #close}, in a thread of its own. */
    void start() {
        clock.execute(this::changeAndGoOn);
    }

    /** Lets one thing happen: one to five changes. */
    void step() {
        int event = random.nextInt(100);
        if (studies.isEmpty() || event < 40) {
            storeStudy();
        } else if (event < 65) {
            correctStudy();
        } else if (event < 90) {
            rejectImage();
        } else {
            deleteStudy();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void changeAndGoOn() {
        step();
        if (!clock.isShutdown()) {
            clock.schedule(this::changeAndGoOn, 1000 + random.nextInt(2500), TimeUnit.MILLISECONDS);
        }
    }

    /** Each image is a transaction of its own, as a modality sends them. */
    private void storeStudy() {
        if (studies.size() == KEPT_STUDIES) {
            deleteStudy();
        }
        int study = ++arrived;
        List<DicomInstance> images = new ArrayList<>();
        for (int image = 1 + random.nextInt(4); image >= 0; image--) {
            DicomInstance instance = instance(study, images.size() + 1);
            service.create(instance);
            images.add(instance);
        }
        studies.add(images);
    }

    /** The service changes the patient's data in all images of a study, in one transaction. */
    private void correctStudy() {
        service.update(anyStudy());
    }

    private void rejectImage() {
        List<DicomInstance> study = anyStudy();
        service.delete(List.of(study.remove(study.size() - 1)));
        if (study.isEmpty()) {
            studies.remove(study);
        }
    }

    private void deleteStudy() {
        service.delete(studies.remove(random.nextInt(studies.size())));
    }

    private List<DicomInstance> anyStudy() {
        return studies.get(random.nextInt(studies.size()));
    }

    private static DicomInstance instance(int study, int image) {
        DicomFiles.Uids uids = DicomFiles.uids(study, 1, image);
        return new DicomInstance(PARTITION, uids.study(), uids.series(), uids.instance());
    }
}
