package dev.healthevents.feed.fhir;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Changes in the order in which they came: in memory, and in a temporary file beyond what memory should hold. */
final class HeldChanges implements AutoCloseable {

    private static final HealthEventType[] OPERATIONS = HealthEventType.values();

    private final int most;
    private final List<FhirChange> inMemory = new ArrayList<>();
    private Path file;
    private DataOutputStream out;
    private long inFile;

    /** @param most how many are kept in memory */
    HeldChanges(int most) {
        this.most = most;
    }

    /** Takes a change back. */
    interface Taker {
        void take(FhirChange change) throws FeedException;
    }

    void add(FhirChange change) throws FeedException {
        if (inMemory.size() < most) {
            inMemory.add(change);
            return;
        }
        try {
            if (file == null) {
                file = Files.createTempFile("health-events-found-", ".tmp");
                out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
            }
            write(change);
            inFile++;
        } catch (IOException e) {
            throw ChangeSpool.failure(e);
        }
    }

    private void write(FhirChange change) throws IOException {
        out.writeLong(change.eventId().getMostSignificantBits());
        out.writeLong(change.eventId().getLeastSignificantBits());
        out.writeByte(change.operation().ordinal());
        out.writeUTF(change.type());
        out.writeUTF(change.id());
        out.writeUTF(change.version());
        out.writeBoolean(change.time() != null);
        if (change.time() != null) {
            out.writeLong(change.time().getEpochSecond());
            out.writeInt(change.time().getNano());
        }
    }

    long size() {
        return inMemory.size() + inFile;
    }

    /** Gives all of them out, in order. */
    void forEach(Taker taker) throws FeedException {
        for (FhirChange change : inMemory) {
            taker.take(change);
        }
        if (file == null) {
            return;
        }
        try {
            out.flush();
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                for (long i = 0; i < inFile; i++) {
                    taker.take(read(in));
                }
            }
        } catch (FeedException e) {
            throw e;
        } catch (IOException e) {
            throw ChangeSpool.failure(e);
        }
    }

    private static FhirChange read(DataInputStream in) throws IOException {
        UUID eventId = new UUID(in.readLong(), in.readLong());
        HealthEventType operation = OPERATIONS[in.readByte()];
        String type = in.readUTF();
        String id = in.readUTF();
        String version = in.readUTF();
        Instant time = in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
        return new FhirChange(eventId, operation, type, id, version, time);
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                out.close();
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is a temporary file; whoever cleans up there removes it.
        }
    }
}
