package dev.healthevents.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;

/**
 * Loads from the same places in the same order as Spring Boot's launcher, but asks only those of the jars in the jar that
 * the build has seen the package in, where that one asks every jar for every class. {@code loader.properties} names it.
 *
 * @see <a href="https://docs.spring.io/spring-boot/specification/executable-jar/property-launcher.html">PropertiesLauncher:
 *     loader.classLoader</a>
 */
public final class PackageClassLoader extends URLClassLoader {

    private static final Certificate[] UNSIGNED = null;

    static {
        registerAsParallelCapable();
    }

    private final List<ClassPlace> asked = new ArrayList<>();
    private final Map<String, List<ClassPlace>> indexed = new HashMap<>();

    /** @param launcher the launcher's own, which has the places */
    public PackageClassLoader(ClassLoader launcher) {
        this((URLClassLoader) launcher, System.getProperty("jarmode") != null);
    }

    /** @param tool whether a tool of Spring Boot's is to be run, which the launcher's own loads in a way of its own */
    private PackageClassLoader(URLClassLoader launcher, boolean tool) {
        super(launcher.getURLs(), tool ? launcher : launcher.getParent());
        if (!tool) {
            place(launcher);
        }
    }

    private void place(URLClassLoader launcher) {
        Map<String, List<String>> index = index(launcher.getParent());
        for (URL url : launcher.getURLs()) {
            List<String> keys = ClassPlace.packed(url) ? index.get(name(url)) : null;
            if (keys == null) {
                // Who adds a jar to these may replace a class of them.
                ClassPlace.of(url).ifPresent(asked::add);
            } else {
                ClassPlace place = ClassPlace.within(url);
                keys.forEach(key ->
                        indexed.computeIfAbsent(key, any -> new ArrayList<>(1)).add(place));
            }
        }
    }

    /** The launcher's parent has what is at the root of the jar, where the build leaves what belongs to META-INF. */
    private static Map<String, List<String>> index(ClassLoader root) {
        try (InputStream in = root.getResourceAsStream(PackageIndex.NAME)) {
            return in == null ? Map.of() : PackageIndex.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file name of a jar in a jar: {@code jar:nested:/bridge.jar/!BOOT-INF/lib/NAME!/}. */
    private static String name(URL packed) {
        String url = packed.toString();
        int end = url.endsWith("!/") ? url.length() - 2 : url.length();
        return url.substring(url.lastIndexOf('/', end - 1) + 1, end);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        int end = name.lastIndexOf('.');
        String packaged = end < 0 ? "" : name.substring(0, end);
        try {
            ClassPlace place = first(path);
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

    private ClassPlace first(String path) {
        ClassPlace first = first(asked, path);
        return first != null ? first : first(indexed(path), path);
    }

    private List<ClassPlace> indexed(String path) {
        return indexed.getOrDefault(PackageIndex.key(path), List.of());
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
        ClassPlace place = first(name);
        return place == null ? null : place.resource(name);
    }

    @Override
    public Enumeration<URL> findResources(String name) {
        List<URL> found = new ArrayList<>();
        for (List<ClassPlace> places : List.of(asked, indexed(name))) {
            places.stream().filter(place -> place.has(name)).forEach(place -> found.add(place.resource(name)));
        }
        return Collections.enumeration(found);
    }
}
