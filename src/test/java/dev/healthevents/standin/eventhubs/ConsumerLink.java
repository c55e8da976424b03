package dev.healthevents.standin.eventhubs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;

/** Gives a partition's events to a consumer, from the position that its filter names. */
final class ConsumerLink implements LinkEnd {

    private static final Symbol SELECTOR = Symbol.valueOf("apache.org:selector-filter:string");
    private static final Pattern POSITION =
            Pattern.compile("amqp\\.annotation\\.x-opt-(offset|sequence-number|enqueued-time) (>=?) '?([^']*)'?");
    private static final int AT_ONCE = 100;

    private final Sender link;
    private final Partition partition;
    private long next;

    ConsumerLink(Sender link, Partition partition, Source source) {
        this.link = link;
        this.partition = partition;
        this.next = position(source);
    }

    private long position(Source source) {
        Map<?, ?> filter = source.getFilter();
        Object described = filter == null ? null : filter.get(SELECTOR);
        if (described == null) {
            return 0;
        }
        Matcher position = POSITION.matcher(String.valueOf(((DescribedType) described).getDescribed()));
        if (!position.matches()) {
            throw new RefusedException("amqp:invalid-field", "The filter '" + described + "' is not understood.");
        }
        String value = position.group(3);
        boolean itself = position.group(2).equals(">=");
        if (value.equals("@latest")) {
            return partition.size();
        }
        return partition.from(0, Integer.MAX_VALUE).stream()
                .filter(event -> follows(event, position.group(1), Long.parseLong(value), itself))
                .findFirst()
                .map(StoredEvent::sequenceNumber)
                .orElse((long) partition.size());
    }

    private static boolean follows(StoredEvent event, String field, long value, boolean itself) {
        long its = switch (field) {
            case "offset" -> event.offset();
            case "sequence-number" -> event.sequenceNumber();
            default -> Instant.EPOCH.until(event.enqueued(), ChronoUnit.MILLIS);
        };
        return itself ? its >= value : its > value;
    }

    @Override
    public void pump() {
        while (link.getCredit() > 0) {
            var events = partition.from(next, Math.min(link.getCredit(), AT_ONCE));
            if (events.isEmpty()) {
                return;
            }
            for (StoredEvent event : events) {
                byte[] bytes = event.forConsumers();
                Delivery delivery =
                        link.delivery(String.valueOf(event.sequenceNumber()).getBytes(UTF_8));
                link.send(bytes, 0, bytes.length);
                delivery.settle();
                next = event.sequenceNumber() + 1;
            }
        }
    }
}
