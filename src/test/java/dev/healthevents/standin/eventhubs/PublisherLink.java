package dev.healthevents.standin.eventhubs;

import java.util.List;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;

/** Takes what is published to an event hub, or to one of its partitions. */
final class PublisherLink implements LinkEnd {

    /** Most bytes of one transfer, in every tier but basic. */
    static final int MOST_BYTES = 1 << 20;

    private static final int CREDIT = 300;

    private final Receiver link;
    private final EventHub hub;
    private final String partition;
    private final Claims claims;
    private final ServiceConnection connection;

    /** @param partition its id, or {@code null} for the event hub itself */
    PublisherLink(Receiver link, EventHub hub, String partition, Claims claims, ServiceConnection connection) {
        this.link = link;
        this.hub = hub;
        this.partition = partition;
        this.claims = claims;
        this.connection = connection;
        link.setMaxMessageSize(UnsignedLong.valueOf(MOST_BYTES));
        link.flow(CREDIT);
    }

    @Override
    public void received(Delivery delivery) {
        if (delivery.pending() > MOST_BYTES) {
            throw new RefusedException(
                    "amqp:link:message-size-exceeded",
                    "The received message (delivery-id:0, size:" + delivery.pending() + " bytes) exceeds the limit ("
                            + MOST_BYTES + " bytes) currently allowed on the link.");
        }
        if (delivery.isPartial()) {
            return;
        }
        if (!claims.cover(link.getTarget().getAddress())) {
            throw new RefusedException("amqp:unauthorized-access", "ExpiredToken: the token of this link is expired");
        }
        byte[] bytes = new byte[delivery.pending()];
        link.recv(bytes, 0, bytes.length);
        link.advance();
        connection.server().countTransfer();
        answer(delivery, bytes);
        link.flow(1);
    }

    private void answer(Delivery delivery, byte[] bytes) {
        switch (connection.server().troubles().draw()) {
            case NONE -> settle(delivery, store(delivery, bytes));
            case THROTTLE ->
                settle(
                        delivery,
                        rejected(
                                "com.microsoft:server-busy",
                                "The request was terminated because the entity is being throttled. Error code : 50002."
                                        + " Please wait 4 seconds and try again."));
            case REFUSE ->
                settle(delivery, rejected("com.microsoft:entity-disabled", "Entity " + hub.name() + " is disabled."));
            case DETACH ->
                throw new RefusedException(
                        "amqp:link:detach-forced", "The link '" + link.getName() + "' is force detached.");
            case DROP -> connection.cut();
            case STORE_AND_DROP -> {
                store(delivery, bytes);
                connection.cut();
            }
            case STORE_AND_KEEP_SILENT -> store(delivery, bytes);
        }
    }

    private DeliveryState store(Delivery delivery, byte[] bytes) {
        List<BatchFormat.Single> batch;
        try {
            batch = BatchFormat.decode(delivery.getMessageFormat(), bytes);
        } catch (RuntimeException e) {
            return rejected("amqp:decode-error", e.toString());
        }
        if (partition != null && batch.get(0).partitionKey() != null) {
            return rejected("amqp:not-allowed", "A partition key can't be used on a link to a partition.");
        }
        hub.publish(partition, batch);
        connection.server().published();
        return Accepted.getInstance();
    }

    private static Rejected rejected(String condition, String description) {
        Rejected rejected = new Rejected();
        rejected.setError(new RefusedException(condition, description).condition());
        return rejected;
    }

    private static void settle(Delivery delivery, DeliveryState state) {
        delivery.disposition(state);
        delivery.settle();
    }
}
