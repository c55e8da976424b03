package dev.healthevents.bench;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.fhir.api.ExtraParameters;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.hl7.fhir.r4.model.Bundle;

/**
 * What a Camel user would write in an afternoon, with stock parts only: camel-fhir's history page by page, a split,
 * the stock JDBC repository on the same durable SQLite, one event at a time to Kafka or to a file. Its clock starts
 * after the first quarter, so that a cold start does not count against it. Arguments: URL of the server, changes,
 * target endpoint, {@code full} or {@code slim} for pages with {@code _elements=id,meta}.
 */
public final class AfternoonRoute extends RouteBuilder {

    private final String server;
    private final String target;
    private final boolean slim;
    private final long changes;
    private final AtomicLong sent = new AtomicLong();
    private volatile long startedAt;

    AfternoonRoute(String server, long changes, String target, boolean slim) {
        this.server = server;
        this.changes = changes;
        this.target = target;
        this.slim = slim;
    }

    public static void main(String[] args) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("fhirContext", FhirContext.forR4());
        DataSource sqlite = sqlite(Path.of("seen.db"));
        camel.getRegistry().bind("seen", new JdbcMessageIdRepository(sqlite, "afternoon"));
        camel.addRoutes(new AfternoonRoute(args[0], Long.parseLong(args[1]), args[2], args[3].equals("slim")));
        camel.start();
        Thread.currentThread().join();
    }

    @Override
    public void configure() {
        onException(Exception.class)
                .log(LoggingLevel.ERROR, "${exception.stacktrace}")
                .process(exchange -> Runtime.getRuntime().halt(1));
        from("timer:poll?repeatCount=1&delay=0")
                .setHeader("CamelFhir.returnType", constant(Bundle.class))
                .setHeader("CamelFhir.count", constant(Settings.PAGE))
                .setHeader("CamelFhir.cutoff", constant(new Date(0)))
                .setHeader("CamelFhir.extraParameters", constant(extraParameters()))
                .to("fhir:history/onServer?fhirVersion=R4&serverUrl=" + server)
                .loopDoWhile(exchange -> hasEntries(exchange) && sent.get() < changes)
                .setProperty("page", body())
                .split(simple("${body.entry}"))
                .bean(AfternoonEvent.class)
                .idempotentConsumer(header("id"))
                .idempotentRepository("seen")
                .to(target)
                .process(exchange -> count())
                .end()
                .end()
                .setBody(exchangeProperty("page"))
                .to("fhir:load-page/next?fhirVersion=R4&inBody=bundle&serverUrl=" + server)
                .end();
    }

    private Map<ExtraParameters, Object> extraParameters() {
        Map<ExtraParameters, Object> parameters = new HashMap<>();
        if (slim) {
            parameters.put(ExtraParameters.SUBSET_ELEMENTS, new String[] {"id", "meta"});
        }
        return parameters;
    }

    private static boolean hasEntries(Exchange exchange) {
        return exchange.getMessage().getBody(Bundle.class).hasEntry();
    }

    private void count() {
        long now = sent.incrementAndGet();
        if (now == changes / 4) {
            startedAt = System.nanoTime();
        } else if (now == changes) {
            System.out.println("DONE " + (changes - changes / 4) + " " + (System.nanoTime() - startedAt) / 1e9);
        }
    }

    /** Durable as the bridge's own: write-ahead log, synchronous=FULL. */
    private static DataSource sqlite(Path file) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=10000");
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }
}
