package dev.healthevents.feed.http;

import java.net.URI;
import java.util.Locale;

/**
 * Scheme, host and port: who gets to see the credentials.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-4">RFC 6454, section 4</a>
 */
record Origin(String scheme, String host, int port) {

    /** @throws IllegalArgumentException if this is no absolute http or https URL */
    static Origin of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        Authority authority = Authority.of(url);
        if (authority.host() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException("A URL such as https://host:8443/fhir is needed");
        }
        int port = authority.port() >= 0 ? authority.port() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, authority.host().toLowerCase(Locale.ROOT), port);
    }

    @Override
    public String toString() {
        boolean usual = port == (scheme.equals("https") ? 443 : 80);
        return scheme + "://" + host + (usual ? "" : ":" + port);
    }
}
