package dev.healthevents.demo;

import static dev.healthevents.demo.FhirWriter.entry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A small hospital that keeps a FHIR server busy: admissions, vital signs, corrections, discharges, about three
 * changes a second, in all the ways in which FHIR writes. The same seed gives the same hospital.
 */
public final class HospitalTraffic implements AutoCloseable {

    private static final int BEDS = 20;
    private static final String NEW_PATIENT = "urn:uuid:5d1b2c0e-0000-4000-8000-000000000001";

    private final FhirWriter server;
    private final Random random;
    private final SyntheticResources resources;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Stay> stays = new ArrayList<>();
    private final List<String> observations = new ArrayList<>();
    private int records;

    /**
     * @param base the server's FHIR base URL
     * @param seed decides what happens, and in which order
     */
    public HospitalTraffic(String base, long seed) {
        server = new FhirWriter(base);
        random = new Random(seed);
        resources = new SyntheticResources(random);
    }

    /**
     * Writes until {@link #close}, in a thread of its own.
     *
     * @param refused is told why a write failed; the next one follows all the same
     */
    public void start(Consumer<Exception> refused) {
        clock.execute(() -> writeAndGoOn(refused));
    }

    /** Lets one thing happen in the hospital: one to four changes. */
    public void step() throws IOException, InterruptedException {
        if (stays.size() < 3) {
            admit();
            return;
        }
        int event = random.nextInt(100);
        if (event < 10) {
            admit();
        } else if (event < 15) {
            register();
        } else if (event < 60) {
            measure();
        } else if (event < 70) {
            measureAllAtOnce();
        } else if (event < 80) {
            correctName();
        } else if (event < 90) {
            withdrawObservation();
        } else {
            discharge();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void writeAndGoOn(Consumer<Exception> refused) {
        try {
            step();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (IOException | RuntimeException e) {
            refused.accept(e);
        }
        if (!clock.isShutdown()) {
            clock.schedule(() -> writeAndGoOn(refused), 250 + random.nextInt(500), TimeUnit.MILLISECONDS);
        }
    }

    /** A transaction: the patient, the stay and a first measurement, or none of them. */
    private void admit() throws IOException, InterruptedException {
        if (stays.size() == BEDS) {
            discharge();
        }
        String record = nextRecord();
        List<String> written = server.bundle(
                "transaction",
                entry("POST", "Patient", NEW_PATIENT, resources.patient(null, record)),
                entry("POST", "Encounter", null, resources.encounter(null, NEW_PATIENT, "in-progress")),
                entry("POST", "Observation", null, resources.observation(NEW_PATIENT)));
        stays.add(new Stay(written.get(0), record, written.get(1)));
        remember(written.get(2));
    }

    /** A create by PUT: the record system chose the id. */
    private void register() throws IOException, InterruptedException {
        String record = nextRecord();
        server.put("Patient/" + record, resources.patient(record, record));
    }

    private void measure() throws IOException, InterruptedException {
        remember(server.create("Observation", resources.observation(anyStay().patient())));
    }

    /** A batch: each entry stands for itself. */
    private void measureAllAtOnce() throws IOException, InterruptedException {
        String patient = anyStay().patient();
        server.bundle(
                        "batch",
                        entry("POST", "Observation", null, resources.observation(patient)),
                        entry("POST", "Observation", null, resources.observation(patient)))
                .forEach(this::remember);
    }

    /** A conditional update: found by its record number, not by its id. */
    private void correctName() throws IOException, InterruptedException {
        Stay stay = anyStay();
        server.put("Patient?identifier=urn:demo:record%7C" + stay.record(), resources.patient(null, stay.record()));
    }

    private void withdrawObservation() throws IOException, InterruptedException {
        if (observations.isEmpty()) {
            measure();
        }
        server.delete(observations.remove(random.nextInt(observations.size())));
    }

    private void discharge() throws IOException, InterruptedException {
        Stay stay = stays.remove(random.nextInt(stays.size()));
        String id = stay.encounter().substring(stay.encounter().indexOf('/') + 1);
        server.put(stay.encounter(), resources.encounter(id, stay.patient(), "finished"));
    }

    private Stay anyStay() {
        return stays.get(random.nextInt(stays.size()));
    }

    private void remember(String observation) {
        if (observations.size() == 100) {
            observations.remove(0);
        }
        observations.add(observation);
    }

    private String nextRecord() {
        return "demo-%05d".formatted(++records);
    }

    private record Stay(String patient, String record, String encounter) {}
}
