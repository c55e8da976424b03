package dev.healthevents.standin.eventhubs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.codec.AMQPDefinedTypes;
import org.apache.qpid.proton.codec.DecoderImpl;
import org.apache.qpid.proton.codec.EncoderImpl;
import org.apache.qpid.proton.message.Message;

/**
 * What is in a transfer: one message, or, in the format 0x80013700, a message whose data sections are messages, which a
 * general AMQP library can't read.
 */
final class BatchFormat {

    private static final int BATCH = 0x80013700;
    private static final Symbol PARTITION_KEY = Symbol.valueOf("x-opt-partition-key");

    private BatchFormat() {}

    /**
     * A message.
     *
     * @param encoded as it came
     * @param partitionKey or {@code null}
     */
    record Single(byte[] encoded, String partitionKey) {}

    /** @throws IllegalArgumentException if it is not of that format */
    static List<Single> decode(int format, byte[] transfer) {
        if (format == 0) {
            return List.of(single(transfer, null));
        }
        if (format != BATCH) {
            throw new IllegalArgumentException("No message format 0x" + Integer.toHexString(format));
        }
        DecoderImpl decoder = new DecoderImpl();
        AMQPDefinedTypes.registerAllTypes(decoder, new EncoderImpl(decoder));
        ByteBuffer bytes = ByteBuffer.wrap(transfer);
        decoder.setByteBuffer(bytes);
        List<Single> singles = new ArrayList<>();
        String partitionKey = null;
        while (bytes.hasRemaining()) {
            Object section = decoder.readObject();
            if (section instanceof Data data) {
                singles.add(single(copy(data.getValue()), partitionKey));
            } else if (section instanceof MessageAnnotations annotations) {
                partitionKey = (String) annotations.getValue().get(PARTITION_KEY);
            } else if (!(section instanceof Header || section instanceof Properties)) {
                throw new IllegalArgumentException("A batch has no " + section.getClass());
            }
        }
        if (singles.isEmpty()) {
            throw new IllegalArgumentException("A batch of nothing");
        }
        return singles;
    }

    private static Single single(byte[] encoded, String partitionKey) {
        Message message = Message.Factory.create();
        message.decode(encoded, 0, encoded.length);
        if (!(message.getBody() instanceof Data)) {
            throw new IllegalArgumentException("An event's body is data, not " + message.getBody());
        }
        Map<Symbol, Object> annotations = message.getMessageAnnotations() == null
                ? null
                : message.getMessageAnnotations().getValue();
        String key = annotations == null ? null : (String) annotations.get(PARTITION_KEY);
        return new Single(encoded, key == null ? partitionKey : key);
    }

    private static byte[] copy(Binary binary) {
        byte[] bytes = new byte[binary.getLength()];
        binary.asByteBuffer().get(bytes);
        return bytes;
    }
}
