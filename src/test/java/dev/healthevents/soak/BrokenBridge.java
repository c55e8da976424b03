package dev.healthevents.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/** Bridges that are broken on purpose, in one place each, and the faults under which it shows. */
enum BrokenBridge {
    /** What is committed late is behind the tail, and nobody looks there again. */
    READS_NOTHING_AGAIN(Set.of(Fault.TOPIC_AWAY)) {
        @Override
        void breakIt(Patch patch) throws IOException {
            patch.replace("source/SourceSweep.java", "if (stretch == null) {", "if (stretch == null || true) {");
        }
    },

    /** What was read, and how far, is committed, and then, after a moment as on a slow disk, what is to be delivered. */
    COMMITS_ITS_CURSOR_FIRST(Set.of(Fault.BRIDGE_KILLED)) {
        @Override
        void breakIt(Patch patch) throws IOException {
            patch.replace(WINDOW, "        outgoing.write(connection, timing);\n", "");
            patch.replace(WINDOW, """
                    |                        rows.write(connection);
                    |                        return null;
                    |                    },
                    """.replace("|", ""), """
                    |                        rows.write(connection);
                    |                        return null;
                    |                    },
                    |                    any -> {});
                    |            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000_000);
                    |            database.write(
                    |                    connection -> {
                    |                        outgoing.write(connection, timing);
                    |                        return null;
                    |                    },
                    """.replace("|", ""));
        }
    },

    /** As an idempotent consumer that is told to be eager. */
    REMEMBERS_IDS_EAGERLY(Set.of(Fault.DISK_FULL)) {
        @Override
        void breakIt(Patch patch) throws IOException {
            String begin = "    private void commit(Rows rows, Runnable remember) {\n";
            patch.replace(WINDOW, begin, begin + "        remember.run();\n");
            // Which would have it ask the database once more.
            patch.replace(WINDOW, "            seen.doubt(memory);\n", "");
        }
    };

    private static final String WINDOW = "state/WindowTransaction.java";

    final Set<Fault> faults;

    BrokenBridge(Set<Fault> faults) {
        this.faults = faults;
    }

    abstract void breakIt(Patch patch) throws IOException;

    /** @param directory for its sources and classes */
    Patch in(Path directory) throws IOException {
        Patch patch = Patch.ofClock(directory);
        breakIt(patch);
        return patch;
    }
}
