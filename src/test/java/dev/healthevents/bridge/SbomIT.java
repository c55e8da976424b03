package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** The list of what is in the jar, in the jar. A build with {@code -o} makes none; with {@code CI=true} that is a failure. */
class SbomIT {

    /** Spring Boot's plugin adds it to take the jar apart; no dependency of ours. */
    private static final String JARMODE = "spring-boot-jarmode-tools-";

    /** Taken apart in the jar, to leave libraries for other platforms out of them. */
    private static final Set<String> TAKEN_APART = Set.of("sqlite-jdbc", "snappy-java", "zstd-jni");

    private static byte[] written;
    private static JsonNode list;
    private static Set<String> nested;

    @BeforeAll
    static void read() throws Exception {
        try (JarFile jar = new JarFile("target/camel-health-events.jar")) {
            ZipEntry entry = jar.getEntry("META-INF/sbom/application.cdx.json");
            if (entry == null && !"true".equals(System.getenv("CI"))) {
                String message = "THE TESTS OF SbomIT DID NOT RUN. The jar was built with -o and has no list of what is"
                        + " in it; leave -o out.";
                System.err.println("=".repeat(100) + "\n" + message + "\n" + "=".repeat(100));
                abort(message);
            }
            assertThat(entry).as("list of what is in the jar").isNotNull();
            try (InputStream in = jar.getInputStream(entry)) {
                written = in.readAllBytes();
            }
            nested = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("BOOT-INF/lib/.+\\.jar"))
                    .map(name -> Path.of(name).getFileName().toString())
                    .filter(name -> !name.startsWith(JARMODE))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        list = new ObjectMapper().readTree(written);
    }

    @Test
    void itIsAsCycloneDxHasIt() throws Exception {
        assertThat(list.get("specVersion").asText()).isEqualTo(Version.VERSION_16.getVersionString());
        assertThat(new JsonParser().validate(written, Version.VERSION_16)).isEmpty();
    }

    @Test
    void itHasTheJarsInTheJarAndNoOthers() {
        Set<String> listed = new TreeSet<>();
        for (JsonNode component : list.get("components")) {
            String name = component.get("name").asText();
            // Spring Boot's starters hold no classes, and its plugin leaves them out.
            if (!name.startsWith("spring-boot-starter") && !TAKEN_APART.contains(name)) {
                listed.add(file(component.get("purl").asText()));
            }
        }
        assertThat(listed)
                .as("a build with -o keeps the list of the one before; leave -o out")
                .isEqualTo(nested);
    }

    @Test
    void itHasWhatWeAskFor() throws Exception {
        NodeList asked = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/dependencies/dependency[not(scope='test')]/artifactId",
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse("pom.xml"),
                        XPathConstants.NODESET);
        assertThat(asked.getLength()).isGreaterThan(20);
        Set<String> names = new TreeSet<>(list.get("components").findValuesAsText("name"));
        for (int i = 0; i < asked.getLength(); i++) {
            assertThat(names).contains(asked.item(i).getTextContent());
        }
    }

    /** {@code pkg:maven/group/artifact@version?type=jar} is {@code artifact-version.jar}. */
    private static String file(String purl) {
        String[] parts = purl.substring(purl.lastIndexOf('/') + 1).split("\\?");
        String name = parts[0].replace('@', '-');
        String qualifiers = parts.length > 1 ? parts[1] : "";
        return name
                + (qualifiers.contains("classifier=")
                        ? "-" + qualifiers.replaceFirst(".*classifier=([^&]+).*", "$1")
                        : "")
                + ".jar";
    }
}
