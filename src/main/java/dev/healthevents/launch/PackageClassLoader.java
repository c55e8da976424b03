package dev.healthevents.launch;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;

/**
 * Loads from the same places in the same order as Spring Boot's launcher, but remembers which of the jars in the jar has
 * which package, where that one asks every jar for every class. {@code loader.properties} names it.
 *
 * @see <a href="https://docs.spring.io/spring-boot/specification/executable-jar/property-launcher.html">PropertiesLauncher:
 *     loader.classLoader</a>
 */
public final class PackageClassLoader extends URLClassLoader {

    private static final Certificate[] UNSIGNED = null;

    static {
        registerAsParallelCapable();
    }

    private final List<ClassPlace> added = new ArrayList<>();
    private final List<ClassPlace> packed = new ArrayList<>();
    private final Map<String, ClassPlace> packages = new ConcurrentHashMap<>();

    /** @param launcher the launcher's own, which has the places */
    public PackageClassLoader(ClassLoader launcher) {
        this((URLClassLoader) launcher, System.getProperty("jarmode") != null);
    }

    /** @param tool whether a tool of Spring Boot's is to be run, which the launcher's own loads in a way of its own */
    private PackageClassLoader(URLClassLoader launcher, boolean tool) {
        super(launcher.getURLs(), tool ? launcher : launcher.getParent());
        for (URL url : tool ? new URL[0] : launcher.getURLs()) {
            // Who adds a jar to these may replace a class of them.
            ClassPlace.of(url).ifPresent(place -> (place.packed() ? packed : added).add(place));
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        int end = name.lastIndexOf('.');
        String packaged = end < 0 ? "" : name.substring(0, end);
        try {
            ClassPlace place = placeOf(path, packaged);
            if (place == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = place.read(path);
            define(packaged, place);
            return defineClass(name, bytes, 0, bytes.length, new CodeSource(place.url(), UNSIGNED));
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    private ClassPlace placeOf(String path, String packaged) {
        ClassPlace first = first(added, path);
        if (first != null) {
            return first;
        }
        ClassPlace known = packages.get(packaged);
        if (known != null && known.has(path)) {
            return known;
        }
        ClassPlace place = first(packed, path);
        if (place != null) {
            packages.put(packaged, place);
        }
        return place;
    }

    private static ClassPlace first(List<ClassPlace> places, String path) {
        for (ClassPlace place : places) {
            if (place.has(path)) {
                return place;
            }
        }
        return null;
    }

    private void define(String packaged, ClassPlace place) throws IOException {
        if (packaged.isEmpty() || getDefinedPackage(packaged) != null) {
            return;
        }
        Manifest manifest = place.manifest();
        try {
            if (manifest == null) {
                definePackage(packaged, null, null, null, null, null, null, null);
            } else {
                definePackage(packaged, manifest, place.url());
            }
        } catch (IllegalArgumentException e) {
            // Another thread was first.
            if (getDefinedPackage(packaged) == null) {
                throw e;
            }
        }
    }

    @Override
    public URL findResource(String name) {
        ClassPlace place = first(added, name);
        if (place == null) {
            place = first(packed, name);
        }
        return place == null ? null : place.resource(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) {
        List<URL> found = new ArrayList<>();
        for (List<ClassPlace> places : List.of(added, packed)) {
            places.stream().filter(place -> place.has(name)).forEach(place -> found.add(place.resource(name)));
        }
        return Collections.enumeration(found);
    }
}
