package dev.healthevents.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an event subscription delivers to.
 *
 * @param members those of its {@code destination}, without those that are null
 */
record SubscriptionDestination(Map<String, Object> members) {

    private static final String EVENT_HUB = "EventHub";
    private static final String FUNCTION = "AzureFunction";
    private static final String WEBHOOK = "WebHook";

    /** What Event Grid has unless somebody sets it; a batch has no size in bytes of its own here. */
    private static final Object USUAL_KILOBYTES = 64;

    private static final Set<String> TAKEN =
            Set.of("endpointType", "resourceId", "endpointUrl", "endpointBaseUrl", "maxEventsPerBatch");

    /** Event Grid's name of what it is. */
    String endpointType() {
        return String.valueOf(members.get("endpointType"));
    }

    /** The type of sink that delivers there, if there is one. */
    Optional<SinkType> type() {
        return switch (endpointType()) {
            case EVENT_HUB -> Optional.of(SinkType.EVENT_HUBS);
            case FUNCTION, WEBHOOK -> Optional.of(SinkType.FUNCTIONS);
            default -> Optional.empty();
        };
    }

    /** The host of an event hub's namespace in Azure's public cloud, or {@code null}. */
    String namespace() {
        return named(members.get("resourceId"), "namespaces")
                .filter(name -> endpointType().equals(EVENT_HUB))
                .map(name -> name + ".servicebus.windows.net")
                .orElse(null);
    }

    /** The name of an event hub, or {@code null}. */
    String eventHub() {
        return named(members.get("resourceId"), "eventhubs").orElse(null);
    }

    /** The URL of a webhook, without what follows {@code ?} unless the file has it; {@code null} where there is none. */
    String url() {
        Object url = members.getOrDefault("endpointUrl", members.get("endpointBaseUrl"));
        return endpointType().equals(WEBHOOK) && url != null ? url.toString() : null;
    }

    /** How many events a request has at the most, or {@code null}. */
    Integer batchSize() {
        return members.get("maxEventsPerBatch") instanceof Integer most ? most : null;
    }

    /** What to do where the address of a function is not told, as its resource id tells none. */
    String mendOfMissingUrl() {
        String app = named(members.get("resourceId"), "sites").orElse("APP");
        String name = named(members.get("resourceId"), "functions").orElse("NAME");
        return "Set it to https://" + app + ".azurewebsites.net/runtime/webhooks/EventGrid?functionName=" + name
                + ", and the key beside it to the system key eventgrid_extension of " + app;
    }

    boolean isFunction() {
        return endpointType().equals(FUNCTION);
    }

    /** The members that mean something to Event Grid, and nothing here. */
    Set<String> notTaken() {
        Set<String> names = new TreeSet<>();
        members.forEach((name, value) -> {
            boolean nothing = value.equals(List.of())
                    || name.equals("preferredBatchSizeInKilobytes") && value.equals(USUAL_KILOBYTES);
            if (!TAKEN.contains(name) && !nothing) {
                names.add("destination." + name);
            }
        });
        return names;
    }

    /** What follows a word in the id of a resource of Azure's, in which case does not matter. */
    static Optional<String> named(Object resourceId, String word) {
        Matcher name = Pattern.compile("(?i)/" + word + "/([^/]+)").matcher(String.valueOf(resourceId));
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Without the URL, which may have a key in it. */
    @Override
    public String toString() {
        return "SubscriptionDestination[" + endpointType() + "]";
    }
}
