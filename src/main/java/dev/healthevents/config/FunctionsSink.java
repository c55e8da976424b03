package dev.healthevents.config;

import dev.healthevents.camel.sink.FunctionsAnswer;
import dev.healthevents.camel.sink.FunctionsClient;
import dev.healthevents.camel.sink.FunctionsRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.jsse.SSLContextParameters;

/** A sink of type {@code functions}: an Azure Function, or any webhook. */
record FunctionsSink(String name, SinkProperties properties) implements ConfiguredSink {

    private static final int MOST_EVENTS = 5_000;

    @Override
    public SinkType type() {
        return SinkType.FUNCTIONS;
    }

    /** What Event Grid does not retry when it delivers to a webhook. */
    @Override
    public Set<Integer> notRetried() {
        return Set.of(400, 401, 403, 413);
    }

    @Override
    public void check() {
        FunctionsAddress address = address();
        if (batchSize() < 1 || batchSize() > MOST_EVENTS) {
            throw new WrongConfigurationException(
                    key("batch-size"), "is " + batchSize(), "Set it to a number from 1 to " + MOST_EVENTS);
        }
        if (tls() != null && address.url().getScheme().equals("http")) {
            throw new WrongConfigurationException(
                    key("tls"), "is set, but " + key("url") + " is not https", "Remove it, or correct the URL");
        }
    }

    /** The TLS that is configured is not what the attempt would use; then the connection alone has to do. */
    @Override
    public List<URI> servers() {
        URI server = ServerConnection.of(address().url());
        return List.of(tls() == null ? server : URI.create(server.toString().replace("tls://", "tcp://")));
    }

    @Override
    public Map<String, String> parameters(Registry registry) {
        FunctionsAddress address = address();
        registry.bind(bean("functionsRequest"), new FunctionsRequest(properties.schema(), batchSize() > 1));
        registry.bind(bean("functionsClient"), new FunctionsClient(address.query(), address.headers()));
        registry.bind(bean("functionsAnswer"), new FunctionsAnswer(address.url()));
        Map<String, String> parameters = new HashMap<>();
        parameters.put("url", address.url().toString());
        parameters.put("batch-size", String.valueOf(batchSize()));
        parameters.put("connections", String.valueOf(properties.connections()));
        parameters.put("request", bean("functionsRequest"));
        parameters.put("client", "#bean:" + bean("functionsClient"));
        parameters.put("answer", bean("functionsAnswer"));
        SSLContext tls = tls();
        if (tls != null) {
            registry.bind(bean("functionsTls"), new ReadyTls(tls));
            parameters.put("tls", "#bean:" + bean("functionsTls"));
        }
        return parameters;
    }

    private FunctionsAddress address() {
        return FunctionsAddress.of(this);
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
