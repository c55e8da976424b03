package dev.healthevents.camel.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.source.Source;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/** What the endpoints of all kinds of sources have in common. */
public abstract class SourceEndpoint extends ScheduledPollEndpoint implements ReadsSource {

    @UriPath(
            description = "URL of the server, such as https://fhir.example.org/fhir; in the bridge also the name of a"
                    + " source, as in health-events.sources.NAME.url")
    @Metadata(required = true)
    private String source;

    @UriParam
    private SourceOptions options = new SourceOptions();

    @UriParam
    private StateOptions state = new StateOptions();

    @UriParam
    private AuthOptions auth = new AuthOptions();

    private final Source configured;

    /** @param configured by the bridge; {@code null} where the URI says all */
    SourceEndpoint(String uri, SourceComponent component, Source configured) {
        super(uri, component);
        this.configured = configured;
    }

    /** Of the sources that it reads, as configured. */
    abstract String type();

    /** @return opens a feed of the server each time that it is asked */
    abstract Supplier<Feed> feeds(UriServer server);

    static boolean partitionInSubject(String subjectPartition) {
        if (!subjectPartition.equals("always") && !subjectPartition.equals("never")) {
            throw new IllegalArgumentException(
                    "subjectPartition is '" + subjectPartition + "': set it to always or never");
        }
        return subjectPartition.equals("always");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        SourceConsumer consumer = configured == null
                ? new UriSourceConsumer(this, processor, UriSource.of(this))
                : new SourceConsumer(this, processor, configured);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                getEndpointUri().split(":", 2)[0] + ": is read from; it can't be sent to");
    }

    @Override
    public String getSource() {
        return source;
    }

    public void setSource(String source) {
        this.source = source;
    }

    public SourceOptions getOptions() {
        return options;
    }

    public void setOptions(SourceOptions options) {
        this.options = options;
    }

    public StateOptions getState() {
        return state;
    }

    public void setState(StateOptions state) {
        this.state = state;
    }

    public AuthOptions getAuth() {
        return auth;
    }

    public void setAuth(AuthOptions auth) {
        this.auth = auth;
    }
}
