package dev.healthevents.standin.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.healthevents.standin.Response;

/** A request that the service does not take, and its answer. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int status;

    Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The answer in the service's form: a code and a message, and both once more as details. */
    Response answer() {
        String code = switch (status) {
            case 400 -> "BadRequest";
            case 401 -> "Unauthorized";
            case 404 -> "NotFound";
            case 405 -> "MethodNotAllowed";
            case 413 -> "PayloadTooLarge";
            case 415 -> "UnsupportedMediaType";
            case 429 -> "TooManyRequests";
            case 503 -> "ServiceUnavailable";
            default -> "InternalServerError";
        };
        ObjectNode error = JSON.createObjectNode();
        error.put("code", code).put("message", getMessage());
        error.putArray("details").addObject().put("code", code).put("message", getMessage());
        String body = JSON.createObjectNode().set("error", error).toString();
        return new Response(
                status,
                java.util.Map.of("Content-Type", "application/json; charset=utf-8"),
                body.getBytes(UTF_8),
                Response.Ending.COMPLETE);
    }
}
