package dev.healthevents.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;

/** What is not in the index would not be found by the bridge. */
class PackageIndexIT {

    @Test
    void allThatIsInTheJarsOfTheBridgeIsInItsIndex() throws IOException {
        try (JarFile bridge = new JarFile("target/camel-health-events.jar")) {
            Map<String, List<String>> index = index(bridge);
            // What the index does not know is always asked, as Spring Boot's own tools are, which the build adds last.
            List<JarEntry> jars = bridge.stream()
                    .filter(entry -> index.containsKey(name(entry)))
                    .toList();

            assertThat(jars).hasSizeGreaterThan(100);
            for (JarEntry jar : jars) {
                String name = name(jar);
                Set<String> keys = new HashSet<>(index.get(name));
                try (JarInputStream entries = new JarInputStream(bridge.getInputStream(jar))) {
                    for (JarEntry entry = entries.getNextJarEntry(); entry != null; entry = entries.getNextJarEntry()) {
                        assertThat(keys).as("%s of %s", entry, name).contains(PackageIndex.key(entry.getName()));
                    }
                }
            }
        }
    }

    private static String name(JarEntry jar) {
        return jar.getName().substring(jar.getName().lastIndexOf('/') + 1);
    }

    private static Map<String, List<String>> index(JarFile bridge) throws IOException {
        try (InputStream in = bridge.getInputStream(bridge.getEntry(PackageIndex.NAME))) {
            return PackageIndex.read(in);
        }
    }
}
