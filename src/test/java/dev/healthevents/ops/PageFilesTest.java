package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's files as they are in the jar. */
class PageFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/static");
    private static final Pattern USED =
            Pattern.compile("(?:from|import|href=|src=) ?['\"]([\\w./-]+\\.(?:js|css|svg))['\"]");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatAFileUsesIsThereUnderThatVersion(Path file) throws IOException {
        URI itself = URI.create("/" + FOLDER.relativize(file));
        assertThat(USED.matcher(Files.readString(file)).results()).allSatisfy(used -> {
            String path = itself.resolve(used.group(1)).getPath();
            String folder = path.startsWith("/webjars/") ? "/META-INF/resources" : "/static";
            assertThat(PageFilesTest.class.getResource(folder + path)).as(path).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothingIsInLineAndNoOtherHostIsNamed(Path file) throws IOException {
        String content = Files.readString(file);
        assertThat(content.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://", "https://", "<style", "style=", "onclick=", "unsafe-inline")
                .doesNotContainPattern("<script(?![^>]*src=)");
    }
}
