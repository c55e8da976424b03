package dev.healthevents.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path from the root of the repository
 * @param text all of it
 */
record Page(Path path, String text) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");

    /** README.md, CONTRIBUTING.md and its like, and all below docs/. */
    static List<Page> all() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(Page::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(Path path) {
        try {
            return new Page(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        Matcher fenced = FENCED.matcher(text);
        while (fenced.find()) {
            int line = (int) text.substring(0, fenced.start()).lines().count() + 1;
            samples.add(new Sample(path + ":" + line, fenced.group(1), fenced.group(2)));
        }
        return samples;
    }

    /** The page without its samples. */
    String prose() {
        return FENCED.matcher(text).replaceAll("");
    }

    /** What the prose has between backticks. */
    Stream<String> words() {
        return Pattern.compile("`([^`\n]+)`").matcher(prose()).results().map(found -> found.group(1));
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
