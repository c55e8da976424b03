package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Fills in what is not configured of a sink from the event subscription that it has, and then by default. */
final class SubscribedSink {

    private final String name;
    private final SinkProperties properties;
    private final SubscriptionFile file;

    private SubscribedSink(String name, SinkProperties properties) {
        this.name = name;
        this.properties = properties;
        if (properties.filter() != null) {
            throw new WrongConfigurationException(
                    key("filter"),
                    "is set, and " + key("subscription-file") + ", which has a filter of its own, as well",
                    "Remove one of the two");
        }
        this.file = SubscriptionFile.read(key("subscription-file"), properties.subscriptionFile());
    }

    /** The subscription of a sink, if it has one. */
    private static Optional<SubscribedSink> find(String name, SinkProperties properties) {
        return properties.subscriptionFile() == null
                ? Optional.empty()
                : Optional.of(new SubscribedSink(name, properties));
    }

    /** @throws WrongConfigurationException if something is wrong with the file, or it can't be told where to deliver to */
    static SinkProperties completed(String name, SinkProperties properties) {
        SinkProperties known =
                find(name, properties).map(SubscribedSink::completed).orElse(properties);
        return known.schema() == null ? known.with(EventSchema.CLOUD_EVENTS) : known;
    }

    /** The container that the subscription of a sink has its dead letters written to. */
    static Optional<String> deadLetterContainer(String name, SinkProperties properties) {
        return find(name, properties).flatMap(sink -> sink.file.deadLetterContainer());
    }

    /** A sentence with what its subscription says and the bridge does not know; empty where there is nothing of it. */
    static Optional<String> notTaken(String name, SinkProperties properties) {
        return find(name, properties).map(SubscribedSink::notTaken).filter(sentence -> !sentence.isEmpty());
    }

    private SinkProperties completed() {
        String type = type();
        SinkProperties known = properties.with(type, file);
        Optional<SubscriptionDestination> destination = file.destination().filter(to -> isOf(to, type));
        if (destination.isEmpty()) {
            return known;
        }
        SubscriptionDestination to = destination.get();
        if (to.isFunction() && properties.url() == null) {
            throw new WrongConfigurationException(
                    key("url"),
                    "is missing, and " + key("subscription-file")
                            + " has the function's resource id, which tells no URL",
                    to.mendOfMissingUrl());
        }
        return known.with(to);
    }

    private String type() {
        if (properties.type() != null) {
            return properties.type();
        }
        if (SinkType.isTypeOfName(name)) {
            return null;
        }
        return file.destination()
                .flatMap(SubscriptionDestination::type)
                .map(SinkType::value)
                .orElseThrow(() -> new WrongConfigurationException(
                        key("type"),
                        "is missing, and " + key("subscription-file") + " delivers to "
                                + file.destination()
                                        .map(SubscriptionDestination::endpointType)
                                        .orElse("nothing that it tells")
                                + ", for which there is no type of sink",
                        "Set it to the type of another way there"));
    }

    private boolean isOf(SubscriptionDestination destination, String type) {
        return destination
                .type()
                .filter(of -> of.value().equals(type == null ? name : type))
                .isPresent();
    }

    private String notTaken() {
        Set<String> names = new TreeSet<>(file.notTaken());
        file.destination().ifPresent(destination -> {
            if (isOf(destination, type())) {
                names.addAll(destination.notTaken());
            } else {
                names.add("destination (" + destination.endpointType() + ")");
            }
        });
        return names.isEmpty()
                ? ""
                : "not taken from " + properties.subscriptionFile() + ": " + String.join(", ", names);
    }

    private String key(String setting) {
        return "health-events.sinks." + name + "." + setting;
    }
}
