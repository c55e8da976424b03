package dev.healthevents.feed.fhir;

import dev.healthevents.feed.http.RecordedServer.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A history of Patients, newest first, a second apart, that pages in ways of its own. */
final class PagedHistory implements Function<String, Answer> {

    static final Instant OLDEST = Instant.parse("2026-11-22T09:00:00Z");

    private final int size;
    private int shown;
    private int largestPage = Integer.MAX_VALUE;
    private Integer total;
    private boolean links = true;
    private boolean linksRepeat;
    private boolean windows;

    /** @param size how many there are: Patient/1 to Patient/{@code size} */
    PagedHistory(int size) {
        this.size = size;
        this.shown = size;
    }

    /** What it says in {@code Bundle.total}, in windows less. */
    PagedHistory total(int told) {
        total = told;
        return this;
    }

    PagedHistory largestPage(int entries) {
        largestPage = entries;
        return this;
    }

    /** The first page has no link to the rest. */
    PagedHistory withoutLinks() {
        links = false;
        return this;
    }

    /** Each page is the first one, as of HAPI's plain server. */
    PagedHistory repeatingTheFirst() {
        linksRepeat = true;
        return this;
    }

    /** It honours {@code _at}, and else everything is listed. */
    PagedHistory honouringWindows() {
        windows = true;
        return this;
    }

    @Override
    public Answer apply(String query) {
        List<String> asked = new ArrayList<>();
        for (int i = shown; i >= 1; i--) {
            Instant time = OLDEST.plusSeconds(i);
            if (!windows || within(query, time)) {
                asked.add(Bundles.patient(String.valueOf(i), 1, time.toString()));
            }
        }
        int offset = number(query, "_offset", 0);
        int count = Math.min(number(query, "_count", 10), largestPage);
        int from = linksRepeat ? 0 : Math.min(offset, asked.size());
        int to = Math.min(from + count, asked.size());
        boolean more = links && (linksRepeat ? offset + count < size : to < asked.size());
        String next = more ? "?_count=" + count + "&_offset=" + (offset + count) : null;
        String page = Bundles.page(
                "2026-11-22T10:00:00Z", next, asked.subList(from, to).toArray(String[]::new));
        int told = total == null ? 0 : total - (shown - asked.size());
        return Answer.json(total == null ? page : page.replace("\"link\"", "\"total\":" + told + ",\"link\""));
    }

    private static boolean within(String query, Instant time) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith("_at=ge") && time.isBefore(Instant.parse(parameter.substring(6)))
                    || parameter.startsWith("_at=lt") && !time.isBefore(Instant.parse(parameter.substring(6)))
                    || parameter.startsWith("_since=") && time.isBefore(Instant.parse(parameter.substring(7)))) {
                return false;
            }
        }
        return true;
    }

    static int number(String query, String name, int otherwise) {
        for (String parameter : query.split("&")) {
            if (parameter.startsWith(name + "=")) {
                return Integer.parseInt(parameter.substring(name.length() + 1));
            }
        }
        return otherwise;
    }
}
