package dev.healthevents.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner may read: the ids in events can be patients' own. */
public final class OwnersFile {

    private OwnersFile() {}

    /**
     * Makes sure that a file exists. One that is there keeps its rights; where rights are not POSIX's, a new one has
     * those of its directory.
     *
     * @return whether it was made
     * @throws IOException if it can't be made
     */
    public static boolean create(Path path) throws IOException {
        if (Files.exists(path)) {
            return false;
        }
        try {
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
