package dev.healthevents.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * One place of a class path.
 *
 * @param jar {@code null} for a folder
 * @param folder {@code null} for a jar
 */
record ClassPlace(URL url, JarFile jar, File folder) {

    /** @return empty where there is neither a jar nor a folder: nothing is found there, as by any other class loader */
    static Optional<ClassPlace> of(URL url) {
        try {
            if (url.openConnection() instanceof JarURLConnection connection) {
                return Optional.of(new ClassPlace(url, connection.getJarFile(), null));
            }
            File file = new File(url.toURI());
            return Optional.of(
                    file.isDirectory()
                            ? new ClassPlace(url, null, file)
                            : new ClassPlace(url, new JarFile(file), null));
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether it is within the jar that is run. */
    boolean packed() {
        return url.toString().startsWith("jar:nested:");
    }

    boolean has(String path) {
        return jar != null ? jar.getEntry(path) != null : new File(folder, path).exists();
    }

    byte[] read(String path) throws IOException {
        if (jar == null) {
            return Files.readAllBytes(new File(folder, path).toPath());
        }
        try (InputStream in = jar.getInputStream(jar.getJarEntry(path))) {
            return in.readAllBytes();
        }
    }

    /** That of a jar, if it has one. */
    Manifest manifest() throws IOException {
        return jar == null ? null : jar.getManifest();
    }

    URL resource(String path) {
        try {
            if (jar == null) {
                return new File(folder, path).toURI().toURL();
            }
            String jarUrl = url.getProtocol().equals("jar") ? url.toString() : "jar:" + url + "!/";
            return new URL(jarUrl + path);
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
