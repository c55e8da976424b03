package dev.healthevents.feed.http;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieOrigin;
import org.apache.hc.client5.http.cookie.CookieSpec;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.impl.cookie.RFC6265LaxSpec;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/**
 * The cookies of one origin while one list of it is read: a balancer leads back by them to the node that keeps the list's
 * pages. HttpClient's own handling of cookies writes them to its log, so only its rules are used.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5">RFC 6265, section 5</a>
 */
final class ListCookies {

    private final CookieSpec rules = new RFC6265LaxSpec();
    private final BasicCookieStore store = new BasicCookieStore();

    /** Keeps what the answer sets for its own host; anything else, and what is no cookie, is passed over. */
    void keep(URI url, ClassicHttpResponse response) {
        CookieOrigin origin = origin(url);
        for (Header header : response.getHeaders("Set-Cookie")) {
            try {
                for (Cookie cookie : rules.parse(header, origin)) {
                    rules.validate(cookie, origin);
                    store.addCookie(cookie);
                }
            } catch (MalformedCookieException e) {
                // A list can be read without it, and what it says is nobody's business.
            }
        }
    }

    /** The headers of a request for this URL, with the cookies that belong to it. */
    Map<String, String> with(Map<String, String> headers, URI url) {
        store.clearExpired(Instant.now());
        CookieOrigin origin = origin(url);
        List<Cookie> cookies = new ArrayList<>(store.getCookies());
        cookies.removeIf(cookie -> !rules.match(cookie, origin));
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (!cookies.isEmpty()) {
            // Some stand among the `headers` that are configured.
            rules.formatCookies(cookies)
                    .forEach(header -> all.merge("Cookie", header.getValue(), (own, set) -> own + "; " + set));
        }
        return all;
    }

    private static CookieOrigin origin(URI url) {
        Origin origin = Origin.of(url);
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return new CookieOrigin(
                origin.host(), origin.port(), path, origin.scheme().equals("https"));
    }
}
