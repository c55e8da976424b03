package dev.healthevents.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.event.EventSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An Event Grid event subscription, as {@code az eventgrid event-subscription show} and {@code az eventgrid system-topic
 * event-subscription show} print it, or as the REST API answers, which has more objects named {@code properties}.
 *
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions/get">Event Subscriptions,
 *     Get</a>
 */
final class SubscriptionFile {

    private static final String MEND =
            "Write there what az eventgrid event-subscription show prints, or az eventgrid system-topic event-subscription show";

    /** They say what the subscription is called and how it is, and nothing of what it does. */
    private static final Set<String> WITHOUT_EFFECT =
            Set.of("id", "name", "type", "systemData", "topic", "provisioningState", "resourceGroup", "etag");

    private static final Set<String> TAKEN =
            Set.of("filter", "retryPolicy", "destination", "deadLetterDestination", "eventDeliverySchema");

    private static final String DELIVERY_IDENTITY = "deliveryWithResourceIdentity";
    private static final String DEAD_LETTER_IDENTITY = "deadLetterWithResourceIdentity";

    private final String key;
    private final Map<String, Object> members;

    private SubscriptionFile(String key, Map<String, Object> members) {
        this.key = key;
        this.members = members;
    }

    /**
     * @param key of the setting that names the file
     * @throws WrongConfigurationException if there is no such file, or no subscription in it
     */
    static SubscriptionFile read(String key, Path file) {
        return parse(key, file, ConfiguredFile.text(key, file, MEND));
    }

    /** @param text what is in the file */
    static SubscriptionFile parse(String key, Path file, String text) {
        try {
            Object read = new ObjectMapper().readValue(text, Object.class);
            Map<String, Object> members = flat(read);
            if (members.containsKey("filter") || members.containsKey("destination")) {
                return new SubscriptionFile(key, members);
            }
            throw new WrongConfigurationException(key, "is " + file + ", which holds no event subscription", MEND);
        } catch (JsonProcessingException e) {
            // Without what the parser says, which may quote a URL with its key.
            throw new WrongConfigurationException(key, "is " + file + ", which is no JSON", MEND);
        }
    }

    /** The members of an object and of its {@code properties}, without those that are null; none of what is no object. */
    static Map<String, Object> flat(Object written) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (written instanceof Map<?, ?> object) {
            object.forEach((name, value) -> {
                if (name.equals("properties")) {
                    members.putAll(flat(value));
                } else if (value != null) {
                    members.put(name.toString(), value);
                }
            });
        }
        return members;
    }

    /** Its filter, which lets everything through where there is none. */
    Map<String, Object> filter() {
        return flat(members.get("filter"));
    }

    /** How often it offers an event, or {@code null}. */
    Integer attempts() {
        return (Integer) number("maxDeliveryAttempts");
    }

    /** For how long it does, or {@code null}. */
    Duration timeToLive() {
        Number minutes = number("eventTimeToLiveInMinutes");
        return minutes == null ? null : Duration.ofMinutes(minutes.longValue());
    }

    private Number number(String name) {
        Object value = flat(members.get("retryPolicy")).get(name);
        if (value != null && !(value instanceof Integer)) {
            throw new WrongConfigurationException(
                    key, "has a retryPolicy with the " + name + " '" + value + "'", "Write a whole number");
        }
        return (Number) value;
    }

    /** In what it delivers, or {@code null}. */
    EventSchema schema() {
        Object schema = members.get("eventDeliverySchema");
        return "EventGridSchema".equals(schema)
                ? EventSchema.EVENT_GRID
                : "CloudEventSchemaV1_0".equals(schema) ? EventSchema.CLOUD_EVENTS : null;
    }

    /** Where it delivers to, if that is told. */
    Optional<SubscriptionDestination> destination() {
        Map<String, Object> destination = flat(
                members.containsKey("destination")
                        ? members.get("destination")
                        : flat(members.get(DELIVERY_IDENTITY)).get("destination"));
        return destination.isEmpty() ? Optional.empty() : Optional.of(new SubscriptionDestination(destination));
    }

    /** The URL of the container that it writes dead letters to, in Azure's public cloud. */
    Optional<String> deadLetterContainer() {
        Map<String, Object> container = flat(
                members.containsKey("deadLetterDestination")
                        ? members.get("deadLetterDestination")
                        : flat(members.get(DEAD_LETTER_IDENTITY)).get("deadLetterDestination"));
        return SubscriptionDestination.named(container.get("resourceId"), "storageAccounts")
                .filter(account -> container.get("blobContainerName") != null)
                .map(account -> "https://" + account + ".blob.core.windows.net/" + container.get("blobContainerName"));
    }

    /** The members that mean something to Event Grid, and nothing here. */
    Set<String> notTaken() {
        Set<String> names = new TreeSet<>();
        members.forEach((name, value) -> {
            boolean identity = name.equals(DELIVERY_IDENTITY) || name.equals(DEAD_LETTER_IDENTITY);
            boolean known = TAKEN.contains(name) || WITHOUT_EFFECT.contains(name) || "[]".equals(value.toString());
            if (identity) {
                names.add(name + ".identity");
            } else if (!known) {
                names.add(name);
            }
        });
        if (members.containsKey("eventDeliverySchema") && schema() == null) {
            names.add("eventDeliverySchema");
        }
        return names;
    }
}
