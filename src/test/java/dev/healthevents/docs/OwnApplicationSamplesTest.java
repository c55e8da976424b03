package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.docs.Sample.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is shown of other people's applications is part of those in {@code src/it}, which OwnApplicationsIT runs, or of
 * OwnRouteTest.
 */
class OwnApplicationSamplesTest {

    static Stream<Sample> samples() {
        return Sample.all(Kind.OWN_APPLICATION);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itIsPartOfAnApplicationThatIsRun(Sample sample) throws Exception {
        String shown =
                sample.text().replaceAll("<version>.*</version>", "<version>\\${health-events.version}</version>");
        assertThat(applications()).as(sample.place()).anyMatch(file -> file.contains(words(shown)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itsVersionIsThisOne(Sample sample) throws Exception {
        if (sample.text().contains("<version>")) {
            String pom = words(Files.readString(Path.of("pom.xml")));
            String version = sample.text().replaceAll("(?s).*<version>(.*)</version>.*", "$1");
            assertThat(pom).contains("<artifactId>camel-health-events</artifactId> <version>" + version + "</version>");
        }
    }

    private static List<String> applications() throws IOException {
        Path test = Path.of("src/test/java/dev/healthevents/docs/OwnRouteTest.java");
        try (Stream<Path> files = Files.walk(Path.of("src/it"))) {
            return Stream.concat(files, Stream.of(test))
                    .filter(Files::isRegularFile)
                    .map(OwnApplicationSamplesTest::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return words(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
