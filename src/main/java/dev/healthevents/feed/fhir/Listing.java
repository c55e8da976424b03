package dev.healthevents.feed.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * A list of a server's that changes are read from.
 *
 * @param path from the FHIR base on
 * @param search whether it is a search for resources, and not a history
 */
record Listing(String path, boolean search) {

    static final Listing SYSTEM = new Listing("/_history", false);

    static Listing history(String type) {
        return new Listing('/' + type + "/_history", false);
    }

    static Listing search(String type) {
        return new Listing('/' + type, true);
    }

    static Listing versions(String type, String id) {
        return new Listing('/' + type + '/' + segment(id) + "/_history", false);
    }

    /** Not every server keeps to the letters that FHIR allows in an id. */
    static String segment(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20");
    }

    /** The type of its Bundles. */
    String bundleType() {
        return search ? "searchset" : "history";
    }
}
