package dev.healthevents.feed.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes and follows the URLs of one server's lists, never leaving the server.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history: _since, _at, _count</a>
 * @see <a href="https://hl7.org/fhir/R4/search.html#lastUpdated">FHIR R4, search: _lastUpdated</a>
 */
final class HistoryUrls {

    // HAPI FHIR refuses a date without a time, and cuts off what is finer than a millisecond.
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH'%3A'mm'%3A'ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** HAPI FHIR's way to lead on. */
    private static final Pattern OFFSET = Pattern.compile("(?<![^&])_offset=(\\d{1,15})(?![^&])");

    private static final String UNESCAPED = "-._~:/?#[]@!$&'()*+,;=%";

    private final String base;
    private final String basePath;
    private final String origin;

    /** @param base without a slash at its end */
    HistoryUrls(URI base) {
        this.base = base.toString();
        this.basePath = base.getRawPath();
        this.origin = this.base.substring(0, this.base.length() - basePath.length());
    }

    /**
     * The entries of a list that belong to a window.
     *
     * @param closedWindows by what a closed window of a history is asked for; {@code _since} and {@code _at} exclude
     *     each other
     */
    URI of(Listing listing, Window window, int count, boolean elements, ClosedWindows closedWindows) {
        String stretch = listing.search() ? searched(window) : listed(window, closedWindows);
        return URI.create(
                base + listing.path() + '?' + stretch + "&_count=" + count + (elements ? "&_elements=id%2Cmeta" : ""));
    }

    private static String listed(Window window, ClosedWindows closedWindows) {
        String from = MILLIS.format(window.from());
        if (window.open()) {
            return "_since=" + from;
        }
        String to = MILLIS.format(window.to());
        return closedWindows == ClosedWindows.BEFORE
                ? "_since=" + from + "&_before=" + to
                : "_at=ge" + from + "&_at=lt" + to;
    }

    private static String searched(Window window) {
        return "_lastUpdated=ge" + MILLIS.format(window.from())
                + (window.open() ? "" : "&_lastUpdated=lt" + MILLIS.format(window.to()))
                + "&_sort=_lastUpdated";
    }

    /** @param since whether to say that all of them are asked for, which some servers refuse */
    URI versions(String type, String id, int count, boolean since) {
        String all = since ? "_since=" + MILLIS.format(Instant.EPOCH) + "&" : "";
        return URI.create(base + Listing.versions(type, id).path() + "?" + all + "_count=" + count);
    }

    /** One version of one resource. */
    URI version(String type, String id, String version) {
        return URI.create(base + Listing.versions(type, id).path() + '/' + Listing.segment(version));
    }

    /** What the server says of itself. */
    URI metadata() {
        return URI.create(base + "/metadata");
    }

    /**
     * Follows a {@code next} link, relative or absolute, onto the configured server: behind a proxy servers write
     * hosts and paths that only they know, and credentials must not follow a link to anywhere else.
     *
     * @param listing the list that the page is of
     * @param page the page that holds the link
     * @throws FeedException if the link leads to anything but the same server's FHIR API
     */
    URI next(Listing listing, URI page, String link) throws FeedException {
        URI target;
        try {
            String reference = escaped(link.strip());
            // java.net.URI resolves a mere query as RFC 2396 has it, which drops the last part of the path.
            target = page.resolve(reference.startsWith("?") ? page.getRawPath() + reference : reference)
                    .normalize();
        } catch (IllegalArgumentException e) {
            throw new FeedException("The link to the next page is no URL; see the server's configuration");
        }
        String path = target.getRawPath() == null ? "" : target.getRawPath();
        String query = target.getRawQuery() == null ? "" : '?' + target.getRawQuery();
        String lower = path.toLowerCase(Locale.ROOT);
        boolean climbs = lower.contains("/..") || lower.contains("%2e") || lower.contains("%2f");
        if (!climbs && (path.equals(basePath) || path.startsWith(basePath + '/'))) {
            return URI.create(origin + path + query);
        }
        if (!climbs && path.endsWith(listing.path())) {
            return URI.create(base + listing.path() + query);
        }
        throw new FeedException("The link to the next page leads outside of `url`, to the path " + path
                + "; set the server's own base address, or `url`, so that they agree");
    }

    /**
     * The same link, to a page that begins with the last entry of the page before, where it counts entries. What is taken out of a
     * list while it is read has others move up, from pages that were not read yet to those that were.
     *
     * @param page the page that holds the link
     * @param entries how many entries that has
     * @return the link as it is, where it is none of this kind
     */
    static URI overlapping(URI page, int entries, URI link) {
        OptionalLong offset = offset(link);
        if (entries < 2
                || offset.isEmpty()
                || offset.getAsLong() != offset(page).orElse(0) + entries) {
            return link;
        }
        String query = OFFSET.matcher(link.getRawQuery()).replaceFirst("_offset=" + (offset.getAsLong() - 1));
        return URI.create(link.toString().replace(link.getRawQuery(), query));
    }

    private static OptionalLong offset(URI url) {
        Matcher offset = OFFSET.matcher(url.getRawQuery() == null ? "" : url.getRawQuery());
        return offset.find() ? OptionalLong.of(Long.parseLong(offset.group(1))) : OptionalLong.empty();
    }

    /** Some servers leave characters such as a bar in their links, which {@link URI} does not take. */
    private static String escaped(String link) {
        StringBuilder escaped = new StringBuilder(link.length());
        link.codePoints().forEach(c -> {
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || UNESCAPED.indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(UTF_8)) {
                    escaped.append('%').append(String.format("%02X", b));
                }
            }
        });
        return escaped.toString();
    }
}
