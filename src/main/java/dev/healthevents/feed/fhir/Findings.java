package dev.healthevents.feed.fhir;

import java.util.ArrayList;
import java.util.List;

/** What was found out about a server, in words for people. */
final class Findings {

    private final Dialect dialect;
    private final FhirFeedSettings settings;

    Findings(Dialect dialect, FhirFeedSettings settings) {
        this.dialect = dialect;
        this.settings = settings;
    }

    /** What is known at present: it is corrected while the server is read. */
    String text() {
        List<String> findings = new ArrayList<>();
        findings.add(level());
        findings.add(since());
        findings.add("_elements " + (dialect.elements() ? "accepted" : "refused or ignored"));
        findings.add("closed windows " + closedWindows());
        findings.add("server time by "
                + (dialect.tellsTime()
                        ? "Bundle.meta.lastUpdated"
                        : "its newest change or the Date header less 2 minutes"));
        if (dialect.observed().notFoundForEmpty()) {
            findings.add("404 where a list would be empty");
        }
        if (dialect.paging().countsWrong()) {
            findings.add("`total` counts more than it shows");
        }
        if (dialect.paging().endless()) {
            findings.add("links to empty pages without an end");
        }
        String software = dialect.software();
        return settings.base() + (software.isEmpty() ? "" : " (" + software + ")") + ": " + String.join(", ", findings)
                + dialect.observed().otherwise().said();
    }

    private String since() {
        String parameter = dialect.level() == HistoryLevel.SEARCH ? "_lastUpdated " : "_since ";
        return parameter
                + switch (dialect.observed().since()) {
                    case HONOURED -> "honoured";
                    case IGNORED -> "ignored, so everything is read each time";
                    case NOT_TRIED -> "not tried yet, as nothing has changed there";
                };
    }

    private String level() {
        return switch (dialect.level()) {
            case SYSTEM -> "history of the whole system";
            case TYPE -> "histories of " + types();
            case SEARCH ->
                "no history to list, so " + types() + " are searched by _lastUpdated and DELETES CAN'T BE SEEN";
        };
    }

    private String types() {
        List<String> types = dialect.types();
        return types.size() <= 5 ? String.join(" ", types) : types.size() + " types";
    }

    private String closedWindows() {
        return switch (dialect.closedWindows()) {
            case AT -> (dialect.level() == HistoryLevel.SEARCH ? "(_lastUpdated) " : "(_at) ") + proven();
            case BEFORE -> "(_since and _before) " + proven();
            case NONE -> "not honoured, so the past is put aside in a temporary file first";
        };
    }

    private String proven() {
        return dialect.closedWindowsProven() ? "honoured" : "accepted, not tried yet";
    }
}
