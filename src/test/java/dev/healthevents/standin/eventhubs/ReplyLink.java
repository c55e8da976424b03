package dev.healthevents.standin.eventhubs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;

/** Brings answers of {@code $cbs} or {@code $management} back. */
final class ReplyLink implements LinkEnd {

    private final Sender link;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private long sent;

    ReplyLink(Sender link) {
        this.link = link;
    }

    void send(Message message) {
        waiting.add(message);
        pump();
    }

    @Override
    public void pump() {
        while (link.getCredit() > 0 && !waiting.isEmpty()) {
            byte[] bytes = new byte[4096];
            int length = waiting.remove().encode(bytes, 0, bytes.length);
            Delivery delivery = link.delivery(String.valueOf(sent++).getBytes(UTF_8));
            link.send(bytes, 0, length);
            delivery.settle();
        }
    }
}
