package dev.healthevents.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Chromium and its driver as they are installed on this machine. Nothing is downloaded. */
final class Chromium {

    /** There is none; the message says how to get it. */
    static final class Missing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Missing(String what) {
            super("There is no " + what + " on the PATH; on Debian: apt-get install chromium chromium-driver.");
        }
    }

    private Chromium() {}

    /** @throws Missing if there is none */
    static File browser() {
        return onPath("chromium", "chromium-browser", "google-chrome")
                .orElseThrow(() -> new Missing("chromium"))
                .toFile();
    }

    /** @throws Missing if there is none */
    static File driver() {
        return onPath("chromedriver")
                .orElseThrow(() -> new Missing("chromedriver"))
                .toFile();
    }

    private static Optional<Path> onPath(String... names) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator))
                        .map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
