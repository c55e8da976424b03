package dev.healthevents.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A row of docs/compatibility.md, which the test writes that found what is in it. Rows of what a machine can't run stay as
 * they are.
 */
public final class Compatibility {

    private static final String PAGE = "docs/compatibility.md";
    private static final int VERSION = 2;

    private final String table;
    private final List<String> begin;
    private boolean anyVersion;

    private Compatibility(String table, String... begin) {
        this.table = table;
        this.begin = List.of(begin);
    }

    /** @param version as the server says it, or an empty text */
    public static Compatibility fhir(String server, String testedAs, String version) {
        return new Compatibility("fhir", server, testedAs, version);
    }

    public static Compatibility images(String server, String testedAs, String version) {
        return new Compatibility("images", server, testedAs, version);
    }

    public static Compatibility parts(String part, String testedAs, String version) {
        return new Compatibility("parts", part, testedAs, version);
    }

    /** The machine brings its own: another version than the page's is no error. */
    public Compatibility onAnyVersion() {
        anyVersion = true;
        return this;
    }

    /** Sees that the page says this of it; with {@code -Ddocs.write} it is made to. */
    public void is(String... found) throws IOException {
        GeneratedPart part = GeneratedPart.of(PAGE, table);
        List<String> lines = part.text().lines().toList();
        TreeMap<String, String> rows = lines.stream()
                .skip(2)
                .collect(Collectors.toMap(row -> cells(row)[0], row -> row, (a, b) -> b, TreeMap::new));
        String known = rows.get(begin.get(0));
        List<String> cells = new ArrayList<>(begin);
        if (anyVersion && known != null) {
            cells.set(VERSION, cells(known)[VERSION]);
        }
        cells.addAll(Arrays.asList(found));
        rows.put(begin.get(0), "| " + String.join(" | ", cells) + " |");
        part.is(lines.get(0) + "\n" + lines.get(1) + "\n" + String.join("\n", rows.values()) + "\n");
    }

    private static String[] cells(String row) {
        return row.substring(2, row.length() - 2).split(" \\| ", -1);
    }
}
