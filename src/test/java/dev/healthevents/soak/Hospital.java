package dev.healthevents.soak;

import static dev.healthevents.demo.FhirWriter.entry;

import dev.healthevents.demo.FhirWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes to a FHIR server in all the ways in which FHIR writes, with small writes beside transactions of 2,000. */
final class Hospital implements AutoCloseable {

    /** In every resource, and to be found in no log. */
    static final String NAME = "Zaunkoenig";

    /** How the ids of resources begin that are erased with their versions. */
    private static final String ERASED = "gone-";

    /** What HAPI calls a delete that is read while its resource is being erased: by the number of its row. */
    private static final Pattern ROW = Pattern.compile("Patient/\\d+");

    private static final int WRITERS = 3;
    private static final int TRANSACTION = 2_000;
    private static final Duration BETWEEN_TRANSACTIONS = Duration.ofSeconds(10);

    private final FhirWriter fhir;
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1);
    private final List<Future<?>> writers = new ArrayList<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;

    /**
     * @param run tells the ids of one run from those of another
     * @param rest how long a writer rests after a write
     */
    Hospital(String url, String run, long seed, Duration rest) {
        fhir = new FhirWriter(url);
        for (int writer = 0; writer < WRITERS; writer++) {
            String ids = run + "-" + writer;
            Random random = new Random(seed + writer);
            writers.add(threads.submit(() -> repeat(step -> change(ids, step, random), rest)));
        }
        writers.add(threads.submit(() -> repeat(step -> transaction(run, step), BETWEEN_TRANSACTIONS)));
    }

    /** Whether the server may have forgotten a change of this resource. */
    static boolean mayBeErased(String key) {
        return key.contains("/" + ERASED) || ROW.matcher(key).matches();
    }

    /** Requests that the server did not take. */
    long refused() {
        return refused.get();
    }

    private interface Step {
        void run(int number) throws IOException, InterruptedException;
    }

    private void repeat(Step step, Duration rest) {
        for (int number = 0; !closed; number++) {
            try {
                step.run(number);
                LockSupport.parkNanos(rest.toNanos());
            } catch (IOException e) {
                refused.incrementAndGet();
                // It is away, or its database is.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void change(String ids, int number, Random random) throws IOException, InterruptedException {
        String id = ids + "-" + number;
        String another = "Patient/" + ids + "-" + random.nextInt(Math.max(0, number - 200), number + 1);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> update(another, number);
            case 3 -> fhir.delete(another);
            case 4 -> deleteAndUndelete("Patient/" + id);
            case 5 -> batch(id);
            case 6 -> conditional(id);
            case 7 -> erase("Patient/" + ERASED + id);
            default -> fhir.put("Patient/" + id, patient(id, number));
        }
    }

    private void update(String target, int number) throws IOException, InterruptedException {
        fhir.put(target, patient(target.substring(target.indexOf('/') + 1), number));
    }

    private void deleteAndUndelete(String target) throws IOException, InterruptedException {
        update(target, 1);
        fhir.delete(target);
        update(target, 2);
    }

    /** With what is erased put again at last: its versions are counted from 1 once more. */
    private void erase(String target) throws IOException, InterruptedException {
        update(target, 1);
        update(target, 2);
        fhir.delete(target);
        fhir.expunge(target);
        update(target, 3);
    }

    private void batch(String id) throws IOException, InterruptedException {
        fhir.bundle(
                "batch",
                IntStream.range(0, 10)
                        .mapToObj(i -> entry("PUT", "Patient/" + id + "-" + i, null, patient(id + "-" + i, i)))
                        .toArray(String[]::new));
    }

    private void conditional(String id) throws IOException, InterruptedException {
        String where = "Observation?identifier=http://soak.example.org%7C" + id;
        fhir.put(where, observation(id));
        fhir.put(where, observation(id).replace("final", "amended"));
        fhir.delete(where);
    }

    /** Half of it is new under its own id, half under the server's. */
    private void transaction(String run, int number) throws IOException, InterruptedException {
        String[] entries = new String[TRANSACTION];
        for (int i = 0; i < TRANSACTION; i += 2) {
            String id = run + "-tx-" + number + "-" + i;
            entries[i] = entry("PUT", "Patient/" + id, null, patient(id, i));
            entries[i + 1] = entry("POST", "Observation", null, observation(id));
        }
        fhir.bundle("transaction", entries);
    }

    private static String patient(String id, int number) {
        return "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"family\":\"%s\",\"given\":[\"%d\"]}]}"
                .formatted(id, NAME, number);
    }

    private static String observation(String id) {
        return ("{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"text\":\"%s\"},"
                        + "\"identifier\":[{\"system\":\"http://soak.example.org\",\"value\":\"%s\"}]}")
                .formatted(NAME, id);
    }

    /** Waits for what is being written; throws what has ended a writer. */
    @Override
    public void close() throws Exception {
        closed = true;
        threads.shutdown();
        for (Future<?> writer : writers) {
            writer.get(2, TimeUnit.MINUTES);
        }
    }
}
