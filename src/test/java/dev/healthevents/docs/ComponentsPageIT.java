package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps docs/components.md true: it lists what Camel finds in the jar. */
class ComponentsPageIT {

    private static final String OURS = "this project";

    private static final List<CamelPart> PARTS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        try (ZipFile jar = new ZipFile("target/camel-health-events.jar")) {
            Map<String, byte[]> ours = new HashMap<>();
            for (var entry : jar.stream().filter(entry -> !entry.isDirectory()).toList()) {
                try (InputStream content = jar.getInputStream(entry)) {
                    if (entry.getName().matches("BOOT-INF/lib/camel-.+\\.jar")) {
                        PARTS.addAll(CamelPart.in(read(content), entry.getName().replaceAll(".*/(.+)\\.jar", "$1")));
                    } else if (entry.getName().contains("META-INF/")) {
                        ours.put(entry.getName().replace("BOOT-INF/classes/", ""), content.readAllBytes());
                    }
                }
            }
            PARTS.addAll(CamelPart.in(ours, OURS));
        }
    }

    private static Map<String, byte[]> read(InputStream content) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        JarInputStream jar = new JarInputStream(content);
        for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
            if (entry.getName().startsWith("META-INF/")) {
                files.put(entry.getName(), jar.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void theTablesAreThoseOfTheJar() throws IOException {
        GeneratedPart.of("docs/components.md", "parts")
                .is("\n## Components\n\n" + table("component") + "\n## Languages of expressions\n\n" + table("language")
                        + "\n## Data formats\n\n" + table("dataformat") + "\n");
    }

    @Test
    void whatRoutesOfHospitalsNeedIsThere() {
        assertThat(PARTS)
                .extracting(CamelPart::name)
                .contains("kamelet", "netty", "hl7", "json", "jsonpath", "kafka", "http", "outbox");
    }

    private static String table(String kind) {
        return "| name | does | is in |\n|---|---|---|\n"
                + PARTS.stream()
                        .filter(part -> part.kind().equals(kind))
                        .sorted(Comparator.comparing(CamelPart::name).thenComparing(CamelPart::implementation))
                        .map(CamelPart::row)
                        .collect(Collectors.joining());
    }
}
