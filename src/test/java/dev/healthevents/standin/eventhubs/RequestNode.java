package dev.healthevents.standin.eventhubs;

import java.util.Map;
import java.util.function.Function;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.message.Message;

/** Takes requests to {@code $cbs} or {@code $management}, and answers each by the link that it names. */
final class RequestNode implements LinkEnd {

    /**
     * An answer.
     *
     * @param status as in HTTP
     * @param value the body, or {@code null}
     */
    record Answer(int status, String description, Map<String, Object> value) {}

    private final Receiver link;
    private final Function<Message, Answer> service;
    private final Function<String, ReplyLink> replyLinks;

    RequestNode(Receiver link, Function<Message, Answer> service, Function<String, ReplyLink> replyLinks) {
        this.link = link;
        this.service = service;
        this.replyLinks = replyLinks;
        link.flow(100);
    }

    @Override
    public void received(Delivery delivery) {
        if (delivery.isPartial()) {
            return;
        }
        byte[] bytes = new byte[delivery.pending()];
        link.recv(bytes, 0, bytes.length);
        link.advance();
        delivery.disposition(Accepted.getInstance());
        delivery.settle();
        link.flow(1);
        Message request = Message.Factory.create();
        request.decode(bytes, 0, bytes.length);
        ReplyLink replies = replyLinks.apply(request.getReplyTo());
        if (replies == null) {
            throw new RefusedException("amqp:not-found", "There is no link to reply to " + request.getReplyTo());
        }
        replies.send(reply(request, service.apply(request)));
    }

    private static Message reply(Message request, Answer answer) {
        Message reply = Message.Factory.create();
        reply.setCorrelationId(request.getMessageId());
        reply.setApplicationProperties(new ApplicationProperties(
                Map.of("status-code", answer.status(), "status-description", answer.description())));
        if (answer.value() != null) {
            reply.setBody(new AmqpValue(answer.value()));
        }
        return reply;
    }
}
