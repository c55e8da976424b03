package dev.healthevents.camel.outbox;

import dev.healthevents.delivery.Sink;
import dev.healthevents.state.Outbox;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Keep health events durably until their sink has taken them.
 *
 * <p>To: takes a {@link dev.healthevents.event.HealthEvent} into the transaction of the window that it came with. From:
 * each exchange is a batch, a list of {@link org.apache.camel.Message}s whose bodies are the encoded events, in order;
 * the batch leaves the outbox when the route has succeeded. When it has not, it comes again as half of it, and so on,
 * until the one event is found that the sink fails on; see {@link dev.healthevents.delivery.Delivery}.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "outbox",
        title = "Outbox",
        syntax = "outbox:sink",
        category = {Category.MESSAGING})
public class OutboxEndpoint extends DefaultEndpoint {

    @UriPath(description = "Name of the sink, as in health-events.sinks.NAME; to: also all, every sink that is on")
    @Metadata(required = true)
    private String sink;

    @UriParam(label = "consumer", defaultValue = "1000", description = "How many events a batch holds at the most")
    private int batchSize = 1000;

    @UriParam(
            label = "consumer",
            defaultValue = "4194304",
            description =
                    "How many bytes of encoded events a batch holds at the most, unless one event alone is larger")
    private long batchBytes = Outbox.MOST_BYTES;

    @UriParam(label = "consumer", description = "Name of a header that gets each event's subject, such as kafka.KEY")
    private String keyHeader;

    private final List<Sink> sinks;

    public OutboxEndpoint(String uri, OutboxComponent component, List<Sink> sinks) {
        super(uri, component);
        this.sinks = sinks;
    }

    @Override
    public Producer createProducer() {
        return new OutboxProducer(this, sinks);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (sink.equals(OutboxComponent.ALL)) {
            throw new IllegalArgumentException("outbox:all can't be read from: name one sink");
        }
        OutboxConsumer consumer = new OutboxConsumer(this, processor, sinks.get(0));
        configureConsumer(consumer);
        return consumer;
    }

    public String getSink() {
        return sink;
    }

    public void setSink(String sink) {
        this.sink = sink;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public long getBatchBytes() {
        return batchBytes;
    }

    public void setBatchBytes(long batchBytes) {
        this.batchBytes = batchBytes;
    }

    public String getKeyHeader() {
        return keyHeader;
    }

    public void setKeyHeader(String keyHeader) {
        this.keyHeader = keyHeader;
    }
}
