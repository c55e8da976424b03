package dev.healthevents.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a page shows in a fenced block.
 *
 * @param place page and line
 * @param language what the fence says, perhaps nothing
 * @param text between the fences
 */
record Sample(String place, String language, String text) {

    /** What a sample is, and so how it is tried. */
    enum Kind {
        CONFIGURATION,
        ROUTE,
        ROUTE_TEST,
        OWN_APPLICATION,
        JSON,
        COMMANDS,
        REQUEST,
        OUTPUT,
        UNKNOWN
    }

    private static final Pattern COMMAND = Pattern.compile("(?:\\./mvnw|java|curl|HEALTH_EVENTS_\\w+=).*");
    /** A line, which quotes may hold together with the next. */
    private static final Pattern LINE = Pattern.compile("(?:[^'\n]|'[^']*')+");

    private static final Pattern REQUEST = Pattern.compile("(?:GET|POST|DELETE) (/\\S*)\\s*");
    private static final Pattern EVENT_LINE =
            Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  (?:Created|Updated|Deleted)  \\S.* s");

    static Stream<Sample> all(Kind kind) {
        return Page.all().stream().flatMap(page -> page.samples().stream()).filter(sample -> sample.kind() == kind);
    }

    Kind kind() {
        if (place.startsWith("docs/use-in-camel.md") || language.equals("java")) {
            return Kind.OWN_APPLICATION;
        }
        return switch (language) {
            case "yaml" -> text.startsWith("- ") ? Kind.ROUTE : Kind.CONFIGURATION;
            case "yml" -> text.startsWith("cases:") ? Kind.ROUTE_TEST : Kind.UNKNOWN;
            case "json" -> Kind.JSON;
            case "sh" -> Kind.COMMANDS;
            case "text" -> Kind.OUTPUT;
            case "" -> ofLines();
            default -> Kind.UNKNOWN;
        };
    }

    private Kind ofLines() {
        if (COMMAND.matcher(text).lookingAt()) {
            return Kind.COMMANDS;
        }
        if (text.lines().allMatch(line -> REQUEST.matcher(line).matches())) {
            return Kind.REQUEST;
        }
        return text.lines().allMatch(line -> EVENT_LINE.matcher(line).matches()) ? Kind.OUTPUT : Kind.UNKNOWN;
    }

    /** The commands of a block for a shell: continued lines joined, comments left out. */
    List<String> commands() {
        return LINE.matcher(text.replace("\\\n", " "))
                .results()
                .map(line ->
                        line.group().replaceFirst("(^|\\s+)#( .*|!.*)?$", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return place;
    }
}
