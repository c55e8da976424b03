package dev.healthevents.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a page that the build writes, between two comments in which it is named. */
public final class GeneratedPart {

    private static final String SWITCH = "docs.write";

    private final Path page;
    private final String before;
    private final String part;
    private final String after;

    private GeneratedPart(Path page, String name) throws IOException {
        this.page = page;
        String text = Files.readString(page);
        int begin = text.indexOf('\n', text.indexOf("<!-- " + name + ":")) + 1;
        int end = text.indexOf("<!-- end of " + name + " -->");
        assertThat(end).as("%s has comments around its %s", page, name).isGreaterThanOrEqualTo(begin);
        this.before = text.substring(0, begin);
        this.part = text.substring(begin, end);
        this.after = text.substring(end);
    }

    /** @param name of the part in its comments: {@code <!-- name: … -->} and {@code <!-- end of name -->} */
    public static GeneratedPart of(String page, String name) throws IOException {
        return new GeneratedPart(Path.of(page), name);
    }

    /** Its text as it stands there. */
    public String text() {
        return part;
    }

    /** Sees that it is as it should be; with {@code -Ddocs.write} it is made so. */
    public void is(String wanted) throws IOException {
        if (System.getProperty(SWITCH) != null) {
            Files.writeString(page, before + wanted + after);
            return;
        }
        assertThat(part)
                .as("%s is stale; repeat this test with -D%s to write it anew", page, SWITCH)
                .isEqualTo(wanted);
    }
}
