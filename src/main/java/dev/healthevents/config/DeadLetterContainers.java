package dev.healthevents.config;

import dev.healthevents.config.DeadLetterProperties.Blob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where dead letters are written to: those of a sink with a container of its own to that one, all others to the one that
 * is configured for all. Only where there is none for all, a sink's event subscription says which is its own.
 */
final class DeadLetterContainers {

    private DeadLetterContainers() {}

    /** All of them; that for all others is the first, where there is one. */
    static List<DeadLetterContainer> of(HealthEventsProperties properties) {
        List<DeadLetterContainer> containers = new ArrayList<>();
        Optional<Blob> ofAll = Optional.ofNullable(properties.deadLetters().blob());
        ofAll.map(DeadLetterContainer::ofAll).ifPresent(containers::add);
        new TreeMap<>(properties.sinks())
                .forEach((name, sink) -> blob(name, sink, ofAll.isPresent())
                        .map(blob -> DeadLetterContainer.of(name, blob))
                        .ifPresent(containers::add));
        return containers;
    }

    /** The sinks that have one of their own. */
    static Set<String> sinks(HealthEventsProperties properties) {
        return of(properties).stream()
                .flatMap(container -> Optional.ofNullable(container.sink()).stream())
                .collect(Collectors.toSet());
    }

    /** That of a subscription is signed in to with the identity of this process. */
    private static Optional<Blob> blob(String name, SinkProperties sink, boolean oneForAll) {
        if (sink.deadLetters() != null && sink.deadLetters().blob() != null) {
            return Optional.of(sink.deadLetters().blob());
        }
        return oneForAll
                ? Optional.empty()
                : SubscribedSink.deadLetterContainer(name, sink)
                        .map(url -> new Blob(null, null, url, IdentityProperties.OF_THIS_PROCESS));
    }
}
