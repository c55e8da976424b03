package dev.healthevents.config;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans, without what could hold ids, data of events or secrets in them: endpoint URIs, paths, queries, what a
 * route logs, messages of exceptions. Says once that they can't be sent; what can't is dropped.
 */
final class SentSpans implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.tracing");

    /** All that is sent: of Camel's attributes those that are names of parts, numbers or one of a few words. */
    private static final Set<String> SENT = Set.of(
            "component",
            "op",
            "error",
            "exchangeId",
            "url.scheme",
            "http.method",
            "http.status_code",
            "server.protocol");

    private final SpanExporter exporter;
    private final URI endpoint;
    private final AtomicBoolean failing = new AtomicBoolean();

    SentSpans(SpanExporter exporter, URI endpoint) {
        this.exporter = exporter;
        this.endpoint = endpoint;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result =
                exporter.export(spans.stream().<SpanData>map(Sent::new).toList());
        return result.whenComplete(() -> told(result.isSuccess()));
    }

    private void told(boolean sent) {
        if (sent && failing.compareAndSet(true, false)) {
            LOG.info("Traces are sent to {} again.", endpoint);
        } else if (!sent && failing.compareAndSet(false, true)) {
            LOG.warn(
                    "Traces can't be sent to {} and are dropped until they can. Events are not affected; see that a"
                            + " collector takes OTLP over HTTP there.",
                    endpoint);
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    private static final class Sent extends DelegatingSpanData {

        private final Attributes attributes;

        Sent(SpanData span) {
            super(span);
            this.attributes = span.getAttributes().toBuilder()
                    .removeIf((AttributeKey<?> key) -> !SENT.contains(key.getKey()))
                    .build();
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public List<EventData> getEvents() {
            return List.of();
        }

        @Override
        public int getTotalRecordedEvents() {
            return 0;
        }

        @Override
        public StatusData getStatus() {
            return StatusData.create(super.getStatus().getStatusCode(), "");
        }
    }
}
