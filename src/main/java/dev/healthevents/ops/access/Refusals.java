package dev.healthevents.ops.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** Says why one may not, as problem details, and how to sign in. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final String REALM = " realm=\"camel-health-events\"";

    private final Access access;
    private final ObjectMapper json;

    Refusals(Access access, ObjectMapper json) {
        this.access = access;
        this.json = json;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (access.user() != null) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic" + REALM);
        }
        if (access.takesTokens()) {
            response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer" + REALM);
        }
        boolean tried = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        write(
                request,
                response,
                HttpStatus.UNAUTHORIZED,
                tried ? "What you signed in with is not known here." : "This needs " + ways() + ".");
    }

    private String ways() {
        String token = access.takesTokens() ? "a bearer token" : "";
        String user = access.user() == null ? "" : "user and password";
        return user + (user.isEmpty() || token.isEmpty() ? "" : " or ") + token;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        write(
                request,
                response,
                HttpStatus.FORBIDDEN,
                why instanceof CsrfException
                        ? "A browser has to send the cookie XSRF-TOKEN's value in the header X-XSRF-TOKEN as well."
                        : "You may look, but not act.");
    }

    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setInstance(URI.create(request.getRequestURI()));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
