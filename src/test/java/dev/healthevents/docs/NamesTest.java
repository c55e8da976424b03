package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation's sentences call by name is there. */
class NamesTest {

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyTestThatAPageNamesIsThere(Page page) throws IOException {
        Set<String> tests = tests();
        assertThat(page.words().filter(word -> word.matches("[A-Z][A-Za-z0-9]+(?:Test|IT)")))
                .allMatch(tests::contains);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyDirectoryAndFileOfTheRepositoryThatAPageNamesIsThere(Page page) {
        assertThat(page.words().filter(word -> word.matches("(?:src|docs|docker)/[\\w./-]+")))
                .allMatch(word -> Files.exists(Path.of(word)) || word.contains("<"));
    }

    private static Set<String> tests() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }
}
