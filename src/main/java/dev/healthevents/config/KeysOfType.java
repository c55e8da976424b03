package dev.healthevents.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses keys that a source's type knows nothing of, since they were meant to have an effect. */
final class KeysOfType {

    private KeysOfType() {}

    static void check(String key, SourceProperties properties) {
        if (SourceFactory.EVENT_HUBS.equals(properties.type())) {
            refuse(key, properties, TopicFactory.foreign(properties));
            return;
        }
        boolean fhir = SourceFactory.FHIR.equals(properties.type());
        Map<String, Boolean> foreign = new LinkedHashMap<>();
        if (fhir) {
            foreign.put("epoch", properties.epoch() != 1);
            foreign.put("subject-partition", !properties.subjectPartition().equals("always"));
        } else {
            foreign.put("types", !properties.types().isEmpty());
            foreign.put("history", !properties.history().equals("auto"));
            foreign.put("closed-windows", !properties.closedWindows().equals("auto"));
            foreign.put("elements", !properties.elements());
        }
        if (!SourceFactory.ORTHANC.equals(properties.type())) {
            foreign.put("reconcile-interval", !properties.reconcileInterval().equals(Duration.ofMinutes(1)));
        }
        if (!SourceFactory.DICOMWEB.equals(properties.type())) {
            foreign.put("recent-days", properties.recentDays() != 3);
            foreign.put("full-interval", !properties.fullInterval().equals(Duration.ofHours(6)));
            foreign.put("requests-per-second", properties.requestsPerSecond() != 10);
        }
        foreign.putAll(TopicFactory.own(properties));
        refuse(key, properties, foreign);
    }

    private static void refuse(String key, SourceProperties properties, Map<String, Boolean> foreign) {
        foreign.forEach((name, set) -> {
            if (set) {
                throw new WrongConfigurationException(
                        key + "." + name,
                        "is set, but means nothing to a source of type " + properties.type(),
                        "Remove it, or see that the type is right");
            }
        });
    }
}
