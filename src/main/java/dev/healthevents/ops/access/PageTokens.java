package dev.healthevents.ops.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * The tokens by which a page of ours shows that it is ours: it gets one as the cookie {@code XSRF-TOKEN}, and sends it
 * back in the header {@code X-XSRF-TOKEN}. A browser adds a password by itself, whoever's page asks it to.
 *
 * @see <a href="https://docs.spring.io/spring-security/reference/servlet/exploits/csrf.html#csrf-integration-javascript-spa">
 *     Spring Security, single-page applications</a>
 */
final class PageTokens extends CsrfTokenRequestAttributeHandler {

    /** Browsers send one of these with every action; nothing else does. Waking does no harm, and hooks can't. */
    static final RequestMatcher ASKED = request -> Methods.act(request)
            && !WakeRule.PATHS.matches(request)
            && (request.getHeader(HttpHeaders.ORIGIN) != null
                    || request.getHeader("Sec-Fetch-Site") != null
                    || request.getHeader(HttpHeaders.COOKIE) != null);

    PageTokens() {
        setCsrfRequestAttributeName(null);
    }

    static CookieCsrfTokenRepository cookies() {
        CookieCsrfTokenRepository cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();
        cookies.setCookieCustomizer(cookie -> cookie.sameSite(SameSite.STRICT.attributeValue()));
        return cookies;
    }

    /** Gives the cookie to whoever opens a page, so that it is there before the page acts. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        super.handle(request, response, token);
        String accepts = request.getHeader(HttpHeaders.ACCEPT);
        if (!Methods.act(request) && accepts != null && accepts.contains(MediaType.TEXT_HTML_VALUE)) {
            token.get().getToken();
        }
    }
}
