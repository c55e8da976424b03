package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import java.net.URI;

/** Where a token endpoint is: configured, or told by the server. */
@FunctionalInterface
interface TokenUrl {

    /** @throws FeedException if the server does not tell, or tells what is not safe to use */
    URI find() throws FeedException;

    /**
     * Whether secrets may be sent there: over https, or within this machine.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749, section 3.2</a>
     */
    static boolean safe(URI url) {
        Authority authority = Authority.of(url);
        if (authority.host() == null || authority.userInfo() != null || url.getRawFragment() != null) {
            return false;
        }
        return "https".equalsIgnoreCase(url.getScheme())
                || "http".equalsIgnoreCase(url.getScheme())
                        && authority.host().matches("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    }
}
