package dev.healthevents.standin.eventhubs;

import java.util.Map;
import java.util.function.Function;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** {@code $cbs}: takes tokens, as the claims that later links are measured by. */
final class CbsNode implements Function<Message, RequestNode.Answer> {

    private final TokenCheck tokens;
    private final Claims claims;

    CbsNode(TokenCheck tokens, Claims claims) {
        this.tokens = tokens;
        this.claims = claims;
    }

    @Override
    public RequestNode.Answer apply(Message request) {
        Map<String, Object> properties = request.getApplicationProperties().getValue();
        if (!"put-token".equals(properties.get("operation"))) {
            return new RequestNode.Answer(400, "BadRequest: no operation " + properties.get("operation"), null);
        }
        String audience = String.valueOf(properties.get("name"));
        try {
            claims.put(
                    tokens.path(audience),
                    tokens.check(
                            String.valueOf(properties.get("type")),
                            (String) ((AmqpValue) request.getBody()).getValue(),
                            audience));
            return new RequestNode.Answer(202, "Accepted", null);
        } catch (IllegalArgumentException e) {
            return new RequestNode.Answer(401, e.getMessage(), null);
        }
    }
}
