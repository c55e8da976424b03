package dev.healthevents.feed.fhir;

import java.util.Set;
import java.util.TreeSet;

/**
 * What one {@code Bundle.entry} says that matters here, as it says it. Filled anew for every entry by
 * {@link EntryParser}; whoever wants to keep anything copies it.
 */
final class HistoryEntry {

    String fullUrl;
    boolean hasResource;
    String resourceType;
    String resourceId;
    String versionId;
    String lastUpdated;
    boolean hasRequest;
    String method;
    String url;
    boolean hasResponse;
    String status;
    String etag;
    String location;
    String lastModified;
    String searchMode;

    /** The first member that can't be read as it stands, or {@code null}. */
    String oddMember;

    /** What was read although FHIR has it otherwise, of this entry and those before it. */
    final Set<String> otherwise = new TreeSet<>();

    /** Whether the resource holds more than its type, id and meta. */
    boolean holdsContent;

    /** Whether the resource is tagged as a part of itself, as {@code _elements} makes it. */
    boolean subsetted;

    void clear() {
        fullUrl = resourceType = resourceId = versionId = lastUpdated = null;
        method = url = status = etag = location = lastModified = searchMode = oddMember = null;
        hasResource = hasRequest = hasResponse = holdsContent = subsetted = false;
    }

    /** Whether it shows a resource, and says nothing of when it became so. */
    boolean isVersionWithoutTime() {
        return hasResource
                && lastModified == null
                && lastUpdated == null
                && oddMember == null
                && (searchMode == null || searchMode.equals("match"))
                && !"DELETE".equals(method)
                && !"OperationOutcome".equals(resourceType);
    }

    /** The three digits that {@code response.status} begins with, or 0. */
    int statusCode() {
        if (status == null || status.length() < 3 || status.length() > 3 && isDigit(status.charAt(3))) {
            return 0;
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            if (!isDigit(status.charAt(i))) {
                return 0;
            }
            code = code * 10 + status.charAt(i) - '0';
        }
        return code;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** All that identifies the entry, so that the same entry read again is known by it. */
    String facts() {
        return String.join(
                "\n",
                "" + method,
                "" + url,
                "" + fullUrl,
                "" + status,
                "" + etag,
                "" + location,
                "" + resourceType,
                "" + resourceId,
                "" + versionId,
                "" + lastUpdated,
                "" + lastModified,
                "" + oddMember);
    }

    /** A number that is the same for the same entry read again, and by all odds another for any other. */
    long fingerprint() {
        long hash = 0xcbf29ce484222325L;
        hash = add(hash, url == null ? fullUrl : url);
        hash = add(hash, resourceType);
        hash = add(hash, resourceId);
        hash = add(hash, versionId == null ? etag : versionId);
        hash = add(hash, lastUpdated == null ? lastModified : lastUpdated);
        hash = add(hash, method);
        hash = add(hash, status);
        return hash ^ hash >>> 29;
    }

    /** @see <a href="http://www.isthe.com/chongo/tech/comp/fnv/">FNV-1a</a> */
    private static long add(long hash, String text) {
        long sum = hash;
        for (int i = 0, end = text == null ? 0 : text.length(); i < end; i++) {
            sum = (sum ^ text.charAt(i)) * 0x100000001b3L;
        }
        return (sum ^ (text == null ? 0xffff : 0xfffe)) * 0x100000001b3L;
    }

    /** Whether anything tells it from others. */
    boolean hasIds() {
        return url != null || fullUrl != null || resourceId != null;
    }

    /**
     * Whether {@code Bundle.total} counts it: not what only goes with the others, or is said about the request.
     *
     * @see <a href="https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.total">FHIR R4, Bundle.total</a>
     */
    boolean counts() {
        return !"outcome".equals(searchMode)
                && !"include".equals(searchMode)
                && !("OperationOutcome".equals(resourceType) && !hasRequest && !hasResponse);
    }

    /** What an operator needs to find the entry on the server: ids, no content. */
    String description() {
        StringBuilder text = new StringBuilder();
        append(text, "method", method);
        append(text, "url", url);
        append(text, "fullUrl", fullUrl);
        append(text, "status", status);
        append(text, "resourceType", resourceType);
        append(text, "id", resourceId);
        append(text, "versionId", versionId);
        append(text, "etag", etag);
        return text.isEmpty() ? "an entry without ids" : text.toString();
    }

    private static void append(StringBuilder text, String name, String value) {
        if (value == null) {
            return;
        }
        // A conditional request's query may be a patient's identifier.
        String id = value.replaceAll("(?s)\\?.*", "?…").replaceAll("\\p{Cntrl}", " ");
        text.append(text.isEmpty() ? "" : " ")
                .append(name)
                .append('=')
                .append(id.length() <= 120 ? id : id.substring(0, 119) + "…");
    }
}
