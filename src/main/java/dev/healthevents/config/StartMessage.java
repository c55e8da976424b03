package dev.healthevents.config;

import dev.healthevents.delivery.Sink;
import dev.healthevents.delivery.Sinks;
import dev.healthevents.ops.access.Access;
import dev.healthevents.state.StateDatabase;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says once, when all runs, what is read, where it goes, and where to look. */
@Component
class StartMessage {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents");

    private final HealthEventsProperties properties;
    private final StateDatabase database;
    private final Sinks sinks;
    private final ObjectProvider<Access> access;
    private final Environment environment;

    StartMessage(
            HealthEventsProperties properties,
            StateDatabase database,
            Sinks sinks,
            ObjectProvider<Access> access,
            Environment environment) {
        this.properties = properties;
        this.database = database;
        this.sinks = sinks;
        this.access = access;
        this.environment = environment;
    }

    @EventListener
    void onReady(ApplicationReadyEvent event) {
        if (database.standsBy()) {
            LOG.info("Standing by, since another bridge has the state store{}.", page());
        }
        database.whenOwned(this::tell);
        Access who = access.getIfAvailable();
        if (who != null && !who.signIn()) {
            LOG.info("Whoever is on this machine may look and act; health-events.access.password has it ask who.");
        }
    }

    private void tell() {
        LOG.info(
                "Reading {} into {}{}.",
                properties.sources().entrySet().stream()
                        .map(source -> source.getKey() + " ("
                                + source.getValue().type() + ", " + whence(source.getValue()) + ")")
                        .collect(Collectors.joining(", ")),
                sinks.all().stream().map(Sink::name).collect(Collectors.joining(", ")),
                page());
    }

    private static String whence(SourceProperties source) {
        return source.url() == null ? source.eventHub() + " as " + source.group() : source.url();
    }

    private String page() {
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            return "";
        }
        String scheme = environment.containsProperty("server.ssl.key-store") ? "https" : "http";
        String address = environment.getProperty("server.address", "127.0.0.1");
        String host = address.equals("0.0.0.0") ? "127.0.0.1" : address;
        return "; page at " + scheme + "://" + host + ":" + port + "/";
    }
}
