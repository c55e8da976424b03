package dev.healthevents.bench;

import dev.healthevents.event.HealthEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultMessage;

/**
 * The same as {@link AfternoonRoute} by the library: {@code fhir-history:} in an application of plain Camel, with a state of
 * the same durability, to the same targets. Its clock starts after the first quarter as well. Arguments: URL of the server,
 * changes, target endpoint, {@code events} or {@code windows} for an exchange an event or a window.
 */
public final class OwnRoute extends RouteBuilder {

    private final String server;
    private final String target;
    private final boolean windows;
    private final long changes;
    private final AtomicLong sent = new AtomicLong();
    private long first;
    private volatile long startedAt;

    OwnRoute(String server, long changes, String target, boolean windows) {
        this.server = server;
        this.changes = changes;
        this.target = target;
        this.windows = windows;
    }

    public static void main(String[] args) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        camel.addRoutes(new OwnRoute(args[0], Long.parseLong(args[1]), args[2], args[3].equals("windows")));
        camel.start();
        Thread.currentThread().join();
    }

    @Override
    public void configure() {
        onException(Exception.class)
                .log(LoggingLevel.ERROR, "${exception.stacktrace}")
                .process(exchange -> Runtime.getRuntime().halt(1));
        from("fhir-history:" + server + "?start=beginning&stateUrl=jdbc:sqlite:state.db&windows=" + windows)
                .setProperty("events", simple(windows ? "${body.size}" : "1"))
                .process(this::toMessages)
                .to(target)
                .process(this::count);
    }

    /** Kafka's records have the subject as their key; of a list {@code kafka:} takes what is in it as it is. */
    private void toMessages(Exchange exchange) {
        if (windows) {
            List<Message> messages = new ArrayList<>();
            for (Object event : exchange.getMessage().getBody(List.class)) {
                messages.add(message(exchange, (HealthEvent) event));
            }
            exchange.getMessage().setBody(messages);
        } else {
            HealthEvent event = exchange.getMessage().getBody(HealthEvent.class);
            exchange.getMessage().setHeader(KafkaConstants.KEY, event.subject());
        }
    }

    private static Message message(Exchange window, HealthEvent event) {
        Message message = new DefaultMessage(window.getContext());
        message.setBody(window.getContext().getTypeConverter().convertTo(String.class, window, event));
        message.setHeader(KafkaConstants.KEY, event.subject());
        return message;
    }

    /** The present and a past are read side by side. */
    private synchronized void count(Exchange exchange) {
        long now = sent.addAndGet(exchange.getProperty("events", Long.class));
        if (startedAt == 0 && now >= changes / 4) {
            startedAt = System.nanoTime();
            first = now;
        } else if (now >= changes && startedAt != 0 && first >= 0) {
            System.out.println("DONE " + (now - first) + " " + (System.nanoTime() - startedAt) / 1e9);
            first = -1;
        }
    }
}
