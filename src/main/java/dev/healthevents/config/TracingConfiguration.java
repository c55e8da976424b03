package dev.healthevents.config;

import dev.healthevents.camel.source.WindowTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has Camel traced, where an endpoint is configured; else nothing of OpenTelemetry is loaded. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TracingEndpoint.KEY)
class TracingConfiguration {

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    /** A collector that is away must hold up neither the next spans nor the end of the process for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);

    @Bean(destroyMethod = "close")
    SdkTracerProvider tracerProvider(HealthEventsProperties properties) {
        URI endpoint = TracingEndpoint.traces(properties.tracing().endpoint());
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setConnectTimeout(CONNECT)
                .setTimeout(PATIENCE)
                .setRetryPolicy(null)
                .setCompression("gzip");
        properties.tracing().headers().forEach(exporter::addHeader);
        return SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put(SERVICE_NAME, "camel-health-events")
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(new SentSpans(exporter.build(), endpoint))
                        .setScheduleDelay(BETWEEN_BATCHES)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build();
    }

    /** Camel's tracer finds it by its type. */
    @Bean
    Tracer tracer(SdkTracerProvider provider) {
        return provider.get("camel");
    }

    @Bean
    ContextPropagators propagators() {
        return ContextPropagators.create(W3CTraceContextPropagator.getInstance());
    }

    /** Before the routes are loaded: a route is traced if the tracer is there before it. */
    @Bean
    CamelContextConfiguration tracing() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext context) {
                WindowTracer windows = new WindowTracer();
                windows.setCamelContext(context);
                windows.init(context);
            }

            @Override
            public void afterApplicationStart(CamelContext context) {}
        };
    }
}
