package dev.healthevents.config;

import dev.healthevents.camel.FunctionsAnswer;
import dev.healthevents.camel.FunctionsClient;
import dev.healthevents.camel.FunctionsRequest;
import dev.healthevents.event.EventSchema;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The sink {@code functions}: an Azure Function, or any webhook. */
record FunctionsSink(FunctionsSinkProperties properties) implements ConfiguredSink {

    private static final int MOST_EVENTS = 5_000;

    @Override
    public String name() {
        return "functions";
    }

    @Override
    public EventSchema schema() {
        return properties.schema();
    }

    @Override
    public long outboxLimit() {
        return properties.outboxLimit();
    }

    @Override
    public RetryProperties retry() {
        return properties.retry();
    }

    /** What Event Grid does not retry when it delivers to a webhook. */
    @Override
    public Set<Integer> notRetried() {
        return Set.of(400, 401, 403, 413);
    }

    @Override
    public void check() {
        FunctionsAddress address = FunctionsAddress.of(properties);
        if (batchSize() < 1 || batchSize() > MOST_EVENTS) {
            throw new WrongConfigurationException(
                    key("batch-size"), "is " + batchSize(), "Set it to a number from 1 to " + MOST_EVENTS);
        }
        if (tls() != null && address.url().getScheme().equals("http")) {
            throw new WrongConfigurationException(
                    key("tls"), "is set, but " + key("url") + " is not https", "Remove it, or correct the URL");
        }
    }

    @Override
    public Map<String, String> placeholders(Registry registry) {
        FunctionsAddress address = FunctionsAddress.of(properties);
        registry.bind("functionsRequest", new FunctionsRequest(schema(), batchSize() > 1));
        registry.bind("functionsClient", new FunctionsClient(address.query(), address.headers()));
        registry.bind("functionsAnswer", new FunctionsAnswer(address.url()));
        Map<String, String> placeholders = new HashMap<>();
        placeholders.put("functions.url", address.url().toString());
        placeholders.put("functions.batch-size", String.valueOf(batchSize()));
        SSLContext tls = tls();
        if (tls != null) {
            registry.bind("functionsTls", new ReadyTls(tls));
            placeholders.put("functions.tls", "#bean:functionsTls");
        }
        return placeholders;
    }

    private int batchSize() {
        if (properties.batchSize() != null) {
            return properties.batchSize();
        }
        return properties.trigger().equals("event-grid") ? 100 : 1;
    }

    private SSLContext tls() {
        return TlsFactory.context(key("tls"), properties.tls());
    }

    /** What was made of PEM files or stores already, in Camel's own terms. */
    private static final class ReadyTls extends SSLContextParameters {

        private final SSLContext tls;

        ReadyTls(SSLContext tls) {
            this.tls = tls;
        }

        @Override
        public SSLContext createSSLContext(CamelContext context) {
            return tls;
        }
    }
}
