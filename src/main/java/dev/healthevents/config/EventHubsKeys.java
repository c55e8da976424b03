package dev.healthevents.config;

/**
 * The keys that say which event hub is meant and who we are to it, of a sink or of a source.
 *
 * @param of what they are of, for example {@code health-events.sinks.hub}
 * @param auth who we are to Entra, where {@code namespace} is set
 */
record EventHubsKeys(
        String of,
        String bootstrapServers,
        String eventHub,
        String connectionString,
        String namespace,
        IdentityProperties auth) {

    static EventHubsKeys of(EventHubsSink sink) {
        SinkProperties properties = sink.properties();
        return new EventHubsKeys(
                "health-events.sinks." + sink.name(),
                properties.bootstrapServers(),
                properties.eventHub(),
                properties.connectionString(),
                properties.namespace(),
                properties.auth());
    }

    static EventHubsKeys of(String key, SourceProperties properties) {
        AuthProperties auth = properties.auth();
        return new EventHubsKeys(
                key,
                properties.bootstrapServers(),
                properties.eventHub(),
                properties.connectionString(),
                properties.namespace(),
                new IdentityProperties(
                        auth.type(),
                        auth.tenantId(),
                        auth.clientId(),
                        auth.clientSecret(),
                        auth.certificateFile(),
                        auth.managedIdentity()));
    }

    String key(String name) {
        return of + "." + name;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "EventHubsKeys[of=" + of + "]";
    }
}
