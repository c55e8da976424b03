package dev.healthevents.standin;

import dev.healthevents.standin.HistoryEntry.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All versions by time, oldest first, among equals in the order of insertion. Kept in columns, 18 bytes a version, so
 * that ten million of them fit.
 */
final class Ledger {

    private long[] times = new long[1024];
    private int[] ids = new int[1024];
    private int[] versions = new int[1024];
    private byte[] types = new byte[1024];
    private byte[] operations = new byte[1024];
    private int size;

    private final Names typeNames = new Names();
    private final Names idNames = new Names();
    private final Map<Long, Integer> latest = new HashMap<>();
    private int highestBulkId = -1;

    /** Writes the next version, visible from now on, at its place by time. */
    synchronized HistoryEntry write(Write write, Instant lastUpdated) {
        int type = typeNames.number(write.type());
        int id = idNumber(write.id());
        int version = latestVersion(type, id) + 1;
        if (version == 1 && write.operation() == Operation.DELETE) {
            throw new IllegalArgumentException("Nothing to delete: " + write.type() + "/" + write.id());
        }
        Operation operation = write.operation() == Operation.DELETE
                ? Operation.DELETE
                : version == 1 ? Operation.CREATE : Operation.UPDATE;
        latest.put((long) type << 32 | id & 0xffffffffL, version);
        insert(after(lastUpdated.toEpochMilli()), lastUpdated.toEpochMilli(), type, id, version, operation);
        return entry(type, id, version, operation, lastUpdated);
    }

    /** Appends versions that are known to be the next of their resources, without remembering each resource. */
    synchronized void append(String type, int id, int version, Operation operation, long time) {
        if (size > 0 && times[size - 1] > time) {
            throw new IllegalStateException("A bulk must be younger than what is there; fill first, write then");
        }
        highestBulkId = Math.max(highestBulkId, id);
        insert(size, time, typeNames.number(type), id, version, operation);
    }

    synchronized int size() {
        return size;
    }

    /**
     * A page of the versions with {@code from <= time < to} (epoch milliseconds).
     *
     * @param type only of this type, null for all
     */
    synchronized List<HistoryEntry> page(long from, long to, String type, boolean newestFirst, long offset, int count) {
        int low = before(from);
        int high = before(to);
        List<HistoryEntry> page = new ArrayList<>(Math.max(0, Math.min(count, high - low)));
        int wanted = type == null ? -1 : typeNames.number(type);
        long skip = offset;
        if (type == null) {
            int jump = (int) Math.min(offset, Math.max(0, high - low));
            low += newestFirst ? 0 : jump;
            high -= newestFirst ? jump : 0;
            skip = 0;
        }
        for (int i = newestFirst ? high - 1 : low;
                i >= low && i < high && page.size() < count;
                i += newestFirst ? -1 : 1) {
            if (wanted >= 0 && types[i] != wanted) {
                continue;
            }
            if (skip-- <= 0) {
                page.add(row(i));
            }
        }
        return page;
    }

    synchronized List<HistoryEntry> all() {
        return page(Long.MIN_VALUE, Long.MAX_VALUE, null, false, 0, Integer.MAX_VALUE);
    }

    synchronized Optional<HistoryEntry> find(String type, String id, int version) {
        int wantedType = typeNames.number(type);
        int wantedId = idNumber(id);
        for (int i = size - 1; i >= 0; i--) {
            if (ids[i] == wantedId && versions[i] == version && types[i] == wantedType) {
                return Optional.of(row(i));
            }
        }
        return Optional.empty();
    }

    private HistoryEntry row(int i) {
        return entry(types[i], ids[i], versions[i], Operation.values()[operations[i]], Instant.ofEpochMilli(times[i]));
    }

    private HistoryEntry entry(int type, int id, int version, Operation operation, Instant time) {
        String name = id >= 0 ? Integer.toString(id) : idNames.name(-1 - id);
        return new HistoryEntry(typeNames.name(type), name, version, operation, time);
    }

    private int idNumber(String id) {
        boolean number = id.matches("0|[1-9][0-9]{0,8}");
        return number ? Integer.parseInt(id) : -1 - idNames.number(id);
    }

    private int latestVersion(int type, int id) {
        Integer known = latest.get((long) type << 32 | id & 0xffffffffL);
        if (known != null || id > highestBulkId) {
            return known == null ? 0 : known;
        }
        int version = 0;
        for (int i = size - 1; i >= 0; i--) {
            if (ids[i] == id && types[i] == type) {
                version = Math.max(version, versions[i]);
            }
        }
        return version;
    }

    private int before(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int after(long time) {
        return before(time + 1);
    }

    private void insert(int at, long time, int type, int id, int version, Operation operation) {
        if (size == times.length) {
            int larger = size + (size >> 1);
            times = Arrays.copyOf(times, larger);
            ids = Arrays.copyOf(ids, larger);
            versions = Arrays.copyOf(versions, larger);
            types = Arrays.copyOf(types, larger);
            operations = Arrays.copyOf(operations, larger);
        }
        for (Object column : new Object[] {times, ids, versions, types, operations}) {
            System.arraycopy(column, at, column, at + 1, size - at);
        }
        times[at] = time;
        ids[at] = id;
        versions[at] = version;
        types[at] = (byte) type;
        operations[at] = (byte) operation.ordinal();
        size++;
    }
}
