package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the jars say of their licences. */
class NoticesIT {

    private static final Path NOTICES = Path.of("THIRD-PARTY.txt");
    private static final String RUN = "target/camel-health-events.jar";
    private static final String LIBRARY = "target/library/camel-health-events.jar";

    @ParameterizedTest
    @CsvSource({
        RUN + ",META-INF/",
        LIBRARY + ",META-INF/",
    })
    void eachHasTheLicenceAndTheNotices(String jar, String folder) throws Exception {
        for (String file : new String[] {"LICENSE", "NOTICE", "THIRD-PARTY.txt"}) {
            assertThat(text(jar, folder + file)).isEqualTo(Files.readString(Path.of(file)));
        }
    }

    /** With {@code -Ddocs.write} it is written anew. */
    @Test
    void everyLibraryInTheJarIsNamedWithItsLicence() throws Exception {
        TreeSet<String> lines = new TreeSet<>();
        String sbom = text(RUN, "META-INF/sbom/application.cdx.json");
        for (JsonNode component : new ObjectMapper().readTree(sbom).get("components")) {
            lines.add(component.path("group").asText() + ":"
                    + component.path("name").asText() + ", " + licences(component));
        }
        String written =
                "The jar that is run holds these libraries, each with a licence of its own; which versions they are is in\n"
                        + "META-INF/sbom/application.cdx.json.\n\n" + String.join("\n", lines) + "\n";
        if (System.getProperty("docs.write") != null) {
            Files.writeString(NOTICES, written);
        }
        assertThat(Files.readString(NOTICES))
                .as("written anew by ./mvnw verify -Dit.test=NoticesIT -Ddocs.write, without -o")
                .isEqualTo(written);
        assertThat(lines).noneMatch(line -> line.endsWith(", "));
    }

    private static String licences(JsonNode component) {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode licence : component.path("licenses")) {
            JsonNode named = licence.path("license");
            names.add(
                    licence.has("expression")
                            ? licence.get("expression").asText()
                            : named.path("id").asText(named.path("name").asText()));
        }
        return String.join(" or ", names);
    }

    private static String text(String jar, String entry) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            ZipEntry found = file.getEntry(entry);
            assertThat(found).as(entry + " in " + jar).isNotNull();
            return new String(file.getInputStream(found).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
