package dev.healthevents.ops;

import dev.healthevents.source.Source;
import dev.healthevents.source.Sources;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets a server say that there is something new. What it says beyond that is not believed, and so not looked at: such
 * hints get lost and come in any order. HAPI's rest-hook adds a resource's type and id to the path and changes the
 * method.
 */
@RestController
class WakeController {

    private static final int DISCARDED_BYTES = 16 << 20;
    private static final Pattern UID = Pattern.compile("(?=.{1,64}$)[0-9]+(\\.[0-9]+)*");

    private final Sources sources;

    WakeController(Sources sources) {
        this.sources = sources;
    }

    @RequestMapping(
            path = {"/api/sources/{name}/wake", "/api/sources/{name}/wake/**"},
            method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.DELETE})
    ResponseEntity<Void> wake(
            @PathVariable String name,
            @RequestParam(name = "study", required = false) String study,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization,
            HttpServletRequest request)
            throws IOException {
        Source source = SourcePath.source(sources, name);
        if (!source.settings().wakeSecret().allows(authorization) && !request.isUserInRole("ACT")) {
            throw unauthorized(name);
        }
        discard(request.getInputStream());
        wake(source, study);
        return ResponseEntity.accepted().build();
    }

    private static void wake(Source source, String study) {
        if (study == null) {
            source.wake();
        } else if (UID.matcher(study).matches()) {
            source.wake(study);
        } else {
            throw new ErrorResponseException(
                    HttpStatus.BAD_REQUEST,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.BAD_REQUEST,
                            "study is no Study Instance UID, which has digits and dots, 64 at the most."),
                    null);
        }
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
