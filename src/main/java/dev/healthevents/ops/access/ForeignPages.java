package dev.healthevents.ops.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps pages of other sites away from a bridge that asks nobody to sign in: a browser on this machine reaches loopback
 * for whatever page it shows. Programs that are no browsers send neither {@code Origin} nor {@code Sec-Fetch-Site}, and
 * notice nothing.
 *
 * <p>A foreign name in {@code Host} is a name that was made to point at this machine (DNS rebinding); it is compared as
 * it was sent, since a page could add {@code X-Forwarded-Host}.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Fetch, Origin header</a>
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata, Sec-Fetch-Site</a>
 */
final class ForeignPages extends OncePerRequestFilter {

    private final Access access;
    private final Refusals refusals;

    ForeignPages(Access access, Refusals refusals) {
        this.access = access;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String host = request.getHeader(HttpHeaders.HOST);
        if (access.loopback() && host != null && !access.known(host)) {
            refusals.write(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "This bridge is not known by that name; use 127.0.0.1, or add the name to"
                            + " health-events.access.hosts.");
        } else if (Methods.act(request) && foreign(request, host)) {
            refusals.write(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    "A page of another site may not act here. If it is the bridge's own behind a proxy, add the"
                            + " proxy's host to health-events.access.hosts.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean foreign(HttpServletRequest request, String host) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return false;
        }
        String from = origin.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "");
        boolean own = from.equalsIgnoreCase(host) || access.hosts().contains(from.replaceFirst(":\\d+$", ""));
        return !own;
    }
}
