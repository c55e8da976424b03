package dev.healthevents.config;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The container that the event subscriptions of the sinks have dead letters written to. */
final class SubscribedContainer {

    private SubscribedContainer() {}

    /**
     * It is signed in to with the identity of this process.
     *
     * @return empty where no subscription names one
     * @throws WrongConfigurationException if they name different ones: all dead letters are written to one container
     */
    static Optional<DeadLetterProperties.Blob> of(Map<String, SinkProperties> sinks) {
        Map<String, String> byUrl = new TreeMap<>();
        sinks.forEach((name, sink) -> SubscribedSink.deadLetterContainer(name, sink)
                .ifPresent(url -> byUrl.merge(url, name, (one, other) -> one.compareTo(other) < 0 ? one : other)));
        if (byUrl.size() > 1) {
            var all = byUrl.entrySet().iterator();
            var one = all.next();
            var other = all.next();
            throw new WrongConfigurationException(
                    "health-events.sinks." + other.getValue() + ".subscription-file",
                    "has dead letters written to " + other.getKey() + ", and health-events.sinks." + one.getValue()
                            + ".subscription-file to " + one.getKey() + ", but they all go to one container here",
                    "Set health-events.dead-letters.blob.container-url to the one that it is to be");
        }
        return byUrl.keySet().stream()
                .findFirst()
                .map(url -> new DeadLetterProperties.Blob(null, null, url, IdentityProperties.OF_THIS_PROCESS));
    }
}
