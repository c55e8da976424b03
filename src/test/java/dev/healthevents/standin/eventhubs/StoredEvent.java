package dev.healthevents.standin.eventhubs;

import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.message.Message;

/**
 * An event in a partition.
 *
 * @param encoded the AMQP message as it was published
 * @param partitionKey that it was published with, or {@code null}
 * @param sequenceNumber from 0
 * @param offset of its first byte in the partition
 */
public record StoredEvent(byte[] encoded, String partitionKey, long sequenceNumber, long offset, Instant enqueued) {

    /** As it was published. */
    public Message message() {
        Message message = Message.Factory.create();
        message.decode(encoded, 0, encoded.length);
        return message;
    }

    public byte[] body() {
        Binary data = ((Data) message().getBody()).getValue();
        byte[] body = new byte[data.getLength()];
        data.asByteBuffer().get(body);
        return body;
    }

    /** As consumers get it. */
    byte[] forConsumers() {
        Message message = message();
        Map<Symbol, Object> annotations = new HashMap<>();
        annotations.put(Symbol.valueOf("x-opt-sequence-number"), sequenceNumber);
        annotations.put(Symbol.valueOf("x-opt-offset"), String.valueOf(offset));
        annotations.put(Symbol.valueOf("x-opt-enqueued-time"), Date.from(enqueued));
        if (partitionKey != null) {
            annotations.put(Symbol.valueOf("x-opt-partition-key"), partitionKey);
        }
        message.setMessageAnnotations(new MessageAnnotations(annotations));
        byte[] bytes = new byte[encoded.length + 512 + (partitionKey == null ? 0 : 3 * partitionKey.length())];
        int length = message.encode(bytes, 0, bytes.length);
        return Arrays.copyOf(bytes, length);
    }
}
