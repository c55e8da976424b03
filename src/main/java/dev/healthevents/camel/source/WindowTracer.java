package dev.healthevents.camel.source;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.apache.camel.telemetry.Op;

/**
 * Camel's tracer, with no span for each event of a window: one can hold thousands, and would make two or three times as
 * many spans. A window's span goes to its events instead, as their {@code traceparent}. Loaded only where traces are on.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
public final class WindowTracer extends OpenTelemetryTracer {

    @Override
    protected void beginEventSpan(Exchange exchange, Endpoint endpoint, Op op) throws Exception {
        if (ofOneEvent(exchange)) {
            return;
        }
        super.beginEventSpan(exchange, endpoint, op);
        if (WindowProperty.present(exchange) && WindowProperty.traceparent(exchange) == null) {
            WindowProperty.setTraceparent(exchange, traceparent(Span.current().getSpanContext()));
        }
    }

    @Override
    protected void endEventSpan(Exchange exchange, Endpoint endpoint) throws Exception {
        if (!ofOneEvent(exchange)) {
            super.endEventSpan(exchange, endpoint);
        }
    }

    private static boolean ofOneEvent(Exchange exchange) {
        return WindowProperty.present(exchange)
                && (WindowProperty.event(exchange) != null
                        || exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) != null);
    }

    private static String traceparent(SpanContext span) {
        return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                + span.getTraceFlags().asHex();
    }
}
