package dev.healthevents.camel.deadletters;

import dev.healthevents.state.DeadLetters;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Export dead letters.
 *
 * <p>Each exchange is a batch, oldest first: a list of {@link dev.healthevents.state.DeadLetter}s of one sink, or of one
 * source where there was no event to deliver, whose name is in the header {@value #NAME_HEADER}. They count as exported
 * when the route has succeeded, and come again when it has not; they stay dead letters either way.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "dead-letters",
        title = "Dead Letters",
        syntax = "dead-letters:name",
        consumerOnly = true,
        category = {Category.MESSAGING})
public class DeadLettersEndpoint extends DefaultEndpoint {

    /** The header with the name of the sink or the source. */
    static final String NAME_HEADER = "sink";

    @UriPath(description = "Where they are exported to, in a word, such as blob; one route may export them")
    @Metadata(required = true)
    private String name;

    @UriParam(
            description =
                    "Name of the sink whose dead letters these are; unless set, those of all others than the sinks"
                            + " that have a container of their own")
    private String sink;

    @UriParam(defaultValue = "100", description = "How many dead letters a batch holds at the most")
    private int batchSize = 100;

    @UriParam(
            defaultValue = "5000",
            javaType = "java.time.Duration",
            description = "Time between two looks for new ones")
    private long delay = 5_000;

    public DeadLettersEndpoint(String uri, DeadLettersComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("Nothing can be sent to " + this + "; routes keep dead letters by"
                + " routeConfigurationId: dead-letters");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        DeadLetters letters = CamelContextHelper.mandatoryFindSingleByType(getCamelContext(), DeadLetters.class);
        DeadLettersConsumer consumer = new DeadLettersConsumer(this, processor, letters);
        configureConsumer(consumer);
        return consumer;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
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

    public long getDelay() {
        return delay;
    }

    public void setDelay(long delay) {
        this.delay = delay;
    }
}
