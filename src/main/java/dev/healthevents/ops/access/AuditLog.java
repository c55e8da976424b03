package dev.healthevents.ops.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** A line about each action: who, what, from where, and what came of it. Those that were refused as well. */
final class AuditLog extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.audit");
    private static final int LONGEST = 200;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Methods.act(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int result = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            result = response.getStatus();
        } finally {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            boolean nobody = who == null || who instanceof AnonymousAuthenticationToken;
            boolean hook = nobody && result < HttpServletResponse.SC_BAD_REQUEST && WakeRule.PATHS.matches(request);
            // A server's hook wakes a source with each of its writes; that would be all there is in the log.
            LOG.atLevel(hook ? Level.DEBUG : Level.INFO)
                    .log(
                            "{} from {}: {} {}: {}{}",
                            nobody ? "somebody" : plain(who.getName()),
                            request.getRemoteAddr(),
                            request.getMethod(),
                            plain(request.getRequestURI()),
                            result,
                            made(response));
        }
    }

    private static String made(HttpServletResponse response) {
        String location = response.getHeader(HttpHeaders.LOCATION);
        return location == null ? "" : ", " + plain(location);
    }

    /** Nothing that could pass for another line, or fill the disk. */
    private static String plain(String value) {
        String printable = value.replaceAll("[^ -~]", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
    }
}
