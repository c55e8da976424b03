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

    /**
     * @param software name and version of the server, or an empty text
     * @param since whether it filters by the time it is asked for
     * @param page any page of its answers
     */
    String text(String software, boolean since, HistoryPage page) {
        List<String> findings = new ArrayList<>();
        findings.add(level());
        findings.add((dialect.level() == HistoryLevel.SEARCH ? "_lastUpdated " : "_since ")
                + (since ? "honoured" : "ignored, so everything is read each time"));
        findings.add("_elements " + (dialect.elements() ? "accepted" : "refused or ignored"));
        findings.add("closed windows " + closedWindows());
        findings.add("server time by "
                + (page.time() != null
                        ? "Bundle.meta.lastUpdated"
                        : "its newest change or the Date header less 2 minutes"));
        return settings.base() + (software.isEmpty() ? "" : " (" + software + ")") + ": " + String.join(", ", findings);
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
            case AT -> dialect.level() == HistoryLevel.SEARCH ? "(_lastUpdated) honoured" : "(_at) honoured";
            case BEFORE -> "(_since and _before) honoured";
            case NONE -> "not honoured, so the past is put aside in a temporary file first";
        };
    }
}
