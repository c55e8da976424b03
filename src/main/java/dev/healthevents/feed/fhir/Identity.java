package dev.healthevents.feed.fhir;

/**
 * Which resource an entry is about.
 *
 * @param type FHIR resource type
 * @param id logical id
 */
record Identity(String type, String id) {

    private static final int LONGEST_TYPE = 64;
    private static final int LONGEST_ID = 256;

    /** What an entry is about, or {@code null} if it does not say so in any known way. */
    static Identity of(HistoryEntry entry) {
        Identity resource = of(entry.resourceType, entry.resourceId);
        Identity request = ofUrl(entry.url);
        if (request != null && (resource == null || resource.type.equals(request.type))) {
            return request;
        }
        // An absolute request.url without an id, such as http://host/fhir/Patient, reads like a resource
        // "fhir/Patient".
        return resource != null ? resource : ofUrl(entry.fullUrl);
    }

    /**
     * The last {@code Type/id} of a URL, before any {@code /_history/version} and query: HAPI FHIR 7.2 writes
     * {@code Patient/Patient/cl-1} for clients' ids. {@code null} if there is none.
     */
    static Identity ofUrl(String url) {
        if (url == null) {
            return null;
        }
        int end = endOfPath(url);
        int history = url.lastIndexOf("/_history", end);
        if (history >= 0 && (history + 9 >= end || url.charAt(history + 9) == '/')) {
            end = history;
        }
        int slash = url.lastIndexOf('/', end - 1);
        if (slash < 1 || slash + 1 >= end) {
            return null;
        }
        int start = url.lastIndexOf('/', slash - 1) + 1;
        char first = url.charAt(slash + 1);
        return first == '_' || first == '$' ? null : of(url.substring(start, slash), url.substring(slash + 1, end));
    }

    /** The {@code v} of a URL that ends in {@code /_history/v}, or {@code null}. */
    static String versionOfUrl(String url) {
        if (url == null) {
            return null;
        }
        int end = endOfPath(url);
        int slash = url.lastIndexOf('/', end - 1);
        return slash >= 8 && slash + 1 < end && url.startsWith("_history", slash - 8)
                ? url.substring(slash + 1, end)
                : null;
    }

    /** The {@code v} of {@code W/"v"}, {@code "v"} or a bare {@code v}, or {@code null}. */
    static String versionOfEtag(String etag) {
        if (etag == null) {
            return null;
        }
        String tag = etag.strip();
        tag = tag.regionMatches(true, 0, "W/", 0, 2) ? tag.substring(2) : tag;
        if (tag.length() >= 2 && tag.charAt(0) == '"' && tag.charAt(tag.length() - 1) == '"') {
            tag = tag.substring(1, tag.length() - 1);
        }
        return tag.isEmpty() ? null : tag;
    }

    private static int endOfPath(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url.length() : query;
    }

    private static Identity of(String type, String id) {
        return isType(type) && isId(id) ? new Identity(type, id) : null;
    }

    private static boolean isType(String type) {
        if (type == null || type.isEmpty() || type.length() > LONGEST_TYPE) {
            return false;
        }
        for (int i = 0; i < type.length(); i++) {
            int letter = type.charAt(i) | 0x20;
            if (letter < 'a' || letter > 'z') {
                return false;
            }
        }
        return true;
    }

    /** FHIR allows less, but servers don't all keep to it; what breaks a {@code subject} is refused. */
    static boolean isId(String id) {
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID || id.equals(".") || id.equals("..")) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c <= ' ' || c == '/' || c >= 127 && breaks(id.codePointAt(i))) {
                return false;
            }
            i += Character.isHighSurrogate(c) ? 1 : 0;
        }
        return true;
    }

    /** Half of a surrogate pair would be written as a question mark, and so be any other's id. */
    private static boolean breaks(int c) {
        return Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.SURROGATE;
    }
}
