package dev.healthevents.soak;

import java.io.IOException;

/** Has a process that runs write to no file, as when the disk is full. */
final class FileLimit {

    private FileLimit() {}

    static void none(long pid) throws IOException, InterruptedException {
        set(pid, "1:unlimited");
    }

    static void lift(long pid) throws IOException, InterruptedException {
        set(pid, "unlimited:unlimited");
    }

    private static void set(long pid, String limit) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("prlimit", "--pid", String.valueOf(pid), "--fsize=" + limit)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0 && ProcessHandle.of(pid).isPresent()) {
            throw new IllegalStateException("prlimit ended with " + exit);
        }
    }
}
