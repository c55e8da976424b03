package dev.healthevents.standin.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.healthevents.standin.functions.FunctionCode.Failed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Functions at {@code /api/NAME}, which do what an author of one for Event Grid's deliveries would write: they go by the
 * content type, take all events of a request or none, and answer 200.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger">Azure Functions
 *     HTTP trigger</a>
 */
final class HttpTrigger {

    static final String PATH = "/api/";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, FunctionCode> functions;
    private final String key;

    /** @param key without which it answers 401 */
    HttpTrigger(Map<String, FunctionCode> functions, String key) {
        this.functions = functions;
        this.key = key;
    }

    FunctionAnswer answer(FunctionRequest request) {
        FunctionCode function = functions.get(request.path().substring(PATH.length()));
        if (function == null || !request.method().equals("POST")) {
            return FunctionAnswer.of(404);
        }
        if (!request.has(key)) {
            return FunctionAnswer.of(401);
        }
        try {
            List<JsonNode> events = events(request, function.binding());
            events.forEach(function::check);
            events.forEach(function::take);
            return FunctionAnswer.of(200);
        } catch (Failed e) {
            return FunctionAnswer.of(e.status, e.getMessage());
        }
    }

    private List<JsonNode> events(FunctionRequest request, Binding binding) {
        try {
            JsonNodeType form = binding.form(request.header("Content-Type"));
            JsonNode body = json.readTree(request.body());
            if (body.getNodeType() != form) {
                throw new Failed(400, "The body is no " + form + ", as its content type has it");
            }
            return form == JsonNodeType.OBJECT
                    ? List.of(body)
                    : StreamSupport.stream(body.spliterator(), false).toList();
        } catch (IllegalArgumentException e) {
            throw new Failed(415, e.getMessage());
        } catch (IOException e) {
            throw new Failed(400, "The body is no JSON");
        }
    }
}
