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

/** One place of a class path: a folder or a jar. */
final class ClassPlace {

    private final URL url;
    private final File folder;
    private JarFile jar;

    private ClassPlace(URL url, JarFile jar, File folder) {
        this.url = url;
        this.jar = jar;
        this.folder = folder;
    }

    /** @return empty where there is neither a jar nor a folder: nothing is found there, as by any other class loader */
    static Optional<ClassPlace> of(URL url) {
        try {
            File file = url.getProtocol().equals("jar") ? null : new File(url.toURI());
            return Optional.of(
                    file != null && file.isDirectory()
                            ? new ClassPlace(url, null, file)
                            : new ClassPlace(url, open(url, file), null));
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A jar within the jar that is run, which is opened when it is asked for the first time. */
    static ClassPlace within(URL url) {
        return new ClassPlace(url, null, null);
    }

    private static JarFile open(URL url, File file) throws IOException {
        return url.openConnection() instanceof JarURLConnection connection
                ? connection.getJarFile()
                : new JarFile(file);
    }

    /** Whether it is within the jar that is run. */
    static boolean packed(URL url) {
        return url.toString().startsWith("jar:nested:");
    }

    URL url() {
        return url;
    }

    private synchronized JarFile jar() {
        if (jar == null) {
            try {
                jar = open(url, null);
            } catch (IOException e) {
                throw new UncheckedIOException(url + " can't be read; was the jar replaced while it ran?", e);
            }
        }
        return jar;
    }

    boolean has(String path) {
        return folder == null ? jar().getEntry(path) != null : new File(folder, path).exists();
    }

    byte[] read(String path) throws IOException {
        if (folder != null) {
            return Files.readAllBytes(new File(folder, path).toPath());
        }
        try (InputStream in = jar().getInputStream(jar().getJarEntry(path))) {
            return in.readAllBytes();
        }
    }

    /** That of a jar, if it has one. */
    Manifest manifest() throws IOException {
        return folder != null ? null : jar().getManifest();
    }

    URL resource(String path) {
        try {
            if (folder != null) {
                return new File(folder, path).toURI().toURL();
            }
            String jarUrl = url.getProtocol().equals("jar") ? url.toString() : "jar:" + url + "!/";
            return new URL(jarUrl + path);
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
