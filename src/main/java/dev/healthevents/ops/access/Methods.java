package dev.healthevents.ops.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/** What a request's method means here. */
final class Methods {

    /** RFC 9110, 9.2.1: safe methods. */
    private static final Set<String> LOOK = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private Methods() {}

    static boolean act(HttpServletRequest request) {
        return !LOOK.contains(request.getMethod());
    }
}
