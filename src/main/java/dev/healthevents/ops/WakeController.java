package dev.healthevents.ops;

import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets a server say that there is something new. What it says beyond that is not believed, and so not looked at: such
 * hints get lost and come in any order. HAPI's rest-hook adds a resource's type and id to the path and changes the
 * method.
 */
@RestController
class WakeController {

    private static final int DISCARDED_BYTES = 16 << 20;

    private final Sources sources;

    WakeController(Sources sources) {
        this.sources = sources;
    }

    @RequestMapping(
            path = {"/api/sources/{name}/wake", "/api/sources/{name}/wake/**"},
            method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE})
    ResponseEntity<Void> wake(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
            HttpServletRequest request)
            throws IOException {
        Source source = SourcePath.source(sources, name);
        if (!source.settings().wakeSecret().allows(authorization) && !request.isUserInRole("ACT")) {
            throw unauthorized(name);
        }
        discard(request.getInputStream());
        source.wake();
        return ResponseEntity.accepted().build();
    }

    /** Reads the body away, so that a client that is still writing it gets our answer. */
    private static void discard(InputStream body) throws IOException {
        byte[] bytes = new byte[8192];
        for (long read = 0; read < DISCARDED_BYTES; ) {
            int more = body.read(bytes);
            if (more < 0) {
                return;
            }
            read += more;
        }
    }

    private static ErrorResponseException unauthorized(String name) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNAUTHORIZED,
                "Send the header Authorization: Bearer and what health-events.sources." + name
                        + ".wake-secret is set to.");
        ErrorResponseException failure = new ErrorResponseException(HttpStatus.UNAUTHORIZED, problem, null);
        failure.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return failure;
    }
}
