package dev.healthevents.soak;

import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.demo.DicomFiles;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/** Sends studies to an Orthanc, sends some again, and deletes some; Orthanc itself gives up the oldest. */
final class Modalities implements AutoCloseable {

    private static final long REST_NANOS = 700_000_000;
    private static final int MOST_IMAGES = 6;

    private final PacsPart pacs;
    private final Path files;
    private final AtomicInteger study;
    private final Random random;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::send, "modalities");
    private volatile boolean closed;

    /** @param before studies that were sent to this Orthanc before */
    Modalities(PacsPart pacs, Path files, int before, long seed) {
        this.pacs = pacs;
        this.files = files;
        this.study = new AtomicInteger(before);
        this.random = new Random(seed);
        thread.start();
    }

    /** SOP Instance UIDs of all images that were or may have been sent. */
    Set<String> sent() {
        return sent;
    }

    int studies() {
        return study.get();
    }

    private void send() {
        while (!closed) {
            try {
                step();
            } catch (RuntimeException e) {
                // It is away, and so is this study.
            }
            LockSupport.parkNanos(REST_NANOS);
        }
    }

    private void step() {
        int number = random.nextInt(10);
        if (number == 0 && study.get() > 1) {
            JsonNode studies = pacs.server().get("/studies");
            pacs.server()
                    .delete("/studies/"
                            + studies.get(random.nextInt(studies.size())).asText());
        } else if (number < 3 && study.get() > 1) {
            store(study.get());
        } else {
            store(study.incrementAndGet());
        }
    }

    private void store(int number) {
        Path folder = files.resolve("study-" + number);
        int images = random.nextInt(1, MOST_IMAGES + 1);
        for (int image = 1; image <= images; image++) {
            sent.add(DicomFiles.uids(number, 1, image).instance());
        }
        pacs.server().store(DicomFiles.study(folder, number, 1, images));
        FileSystemUtils.deleteRecursively(folder.toFile());
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
