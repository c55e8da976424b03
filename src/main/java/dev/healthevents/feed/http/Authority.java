package dev.healthevents.feed.http;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a URL names. {@link URI} goes by RFC 2396, which has no {@code _} in the name of a host, and says then that there is
 * none; Docker makes such names, and RFC 3986 has them.
 *
 * @param userInfo what stands before the host, or {@code null}
 * @param host as it is written, or {@code null} if the URL names none
 * @param port -1 if it is not given
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2">RFC 3986, section 3.2.2</a>
 */
public record Authority(String userInfo, String host, int port) {

    private static final Pattern WITH_UNDERSCORE =
            Pattern.compile("(?:([^@]*)@)?([A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?)(?::(\\d{0,5}))?");

    public static Authority of(URI url) {
        if (url.getHost() != null || url.getRawAuthority() == null) {
            return new Authority(url.getRawUserInfo(), url.getHost(), url.getPort());
        }
        Matcher parts = WITH_UNDERSCORE.matcher(url.getRawAuthority());
        if (!parts.matches()) {
            return new Authority(null, null, -1);
        }
        String port = parts.group(3);
        return new Authority(
                parts.group(1), parts.group(2), port == null || port.isEmpty() ? -1 : Integer.parseInt(port));
    }

    /** The host that a URL names, or {@code null}. */
    public static String host(URI url) {
        return of(url).host();
    }
}
