package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers that a server or a gateway before it asks for, beside what proves who we are. */
final class OwnHeaders implements Authorization {

    /** The message's framing, whose it is to set, and what this client says by itself. */
    private static final Set<String> NOT_OURS = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "range",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private final Map<String, String> own;
    private final Authorization authorization;

    /** @throws IllegalArgumentException naming the header, without its value, and what is wrong with it */
    OwnHeaders(Map<String, String> own, Authorization authorization) {
        own.forEach(OwnHeaders::check);
        this.own = Map.copyOf(own);
        this.authorization = authorization;
    }

    private static void check(String name, String value) {
        // RFC 9110, section 5.6.2 and 5.5; beyond ASCII no two servers agree.
        if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
            throw new IllegalArgumentException("has a name that no header can have");
        }
        if (NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("can't be set: it is part of how the request is sent");
        }
        if (!value.matches("[!-~]([ -~\\t]*[!-~])?")) {
            throw new IllegalArgumentException("is empty, or has other than visible ASCII characters in it");
        }
    }

    @Override
    public Map<String, String> headers() throws FeedException {
        Map<String, String> all = new LinkedHashMap<>(own);
        all.putAll(authorization.headers());
        return all;
    }

    @Override
    public boolean refused(Map<String, String> headers) {
        Map<String, String> proof = new LinkedHashMap<>(headers);
        proof.keySet().removeAll(own.keySet());
        return authorization.refused(proof);
    }
}
