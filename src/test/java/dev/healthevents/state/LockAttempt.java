package dev.healthevents.state;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A process that tries to lock a file, and tells by its exit code whether it could. */
final class LockAttempt {

    static final int LOCKED_OUT = 7;

    private LockAttempt() {}

    public static void main(String[] args) throws Exception {
        try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
            System.exit(channel.tryLock() == null ? LOCKED_OUT : 0);
        }
    }
}
