package dev.healthevents.feed.http;

import java.time.Instant;

/**
 * An access token.
 *
 * @param value as it stands after {@code Bearer}
 * @param expires when it ends, by our clock
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-1.4">RFC 6749, section 1.4</a>
 */
record Token(String value, Instant expires) {

    /** Without the token itself. */
    @Override
    public String toString() {
        return "Token[expires=" + expires + "]";
    }
}
