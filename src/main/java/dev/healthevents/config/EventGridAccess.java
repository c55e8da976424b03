package dev.healthevents.config;

import dev.healthevents.feed.http.EntraSettings;
import java.net.URI;

/** Credentials for a topic, of which there may be one. */
record EventGridAccess(EventGridSink sink) {

    private static final String SCOPE = "https://eventgrid.azure.net/.default";
    private static final String NONE = "none";

    void check() {
        String key = sink.properties().accessKey();
        String token = sink.properties().sasToken();
        String type = sink.properties().auth().type();
        if (!type.equals(NONE) && !type.equals("entra")) {
            throw new WrongConfigurationException(
                    sink.key("auth.type"),
                    "is '" + type + "', which Event Grid does not know",
                    "Set it to entra, or use access-key or sas-token");
        }
        if (key != null && token != null) {
            throw both("sas-token");
        }
        if (key != null && !type.equals(NONE)) {
            throw both("auth.type");
        }
        if (token != null && !type.equals(NONE)) {
            throw new WrongConfigurationException(
                    sink.key("sas-token"),
                    "is set, and " + sink.key("auth.type") + " as well",
                    "Remove one of the two");
        }
        checkKey(key);
        checkToken(token);
        identity();
    }

    /** Who to be for Entra; whoever azure-identity finds, where nothing is configured. */
    EntraSettings identity() {
        IdentityProperties auth = sink.properties().auth();
        AuthKeys.check(sink.key("auth"), auth.forScope(null));
        return EntraFactory.settings(sink.key("auth"), auth.forScope(SCOPE), URI.create(SCOPE));
    }

    private void checkKey(String key) {
        if (key != null && !key.matches("\\p{Graph}+")) {
            throw new WrongConfigurationException(
                    sink.key("access-key"),
                    "is empty, or has other than visible ASCII characters in it",
                    "Copy it again from the topic's access keys");
        }
    }

    private void checkToken(String token) {
        if (token != null && !token.matches("r=[^&\\s]+&e=[^&\\s]+&s=[^&\\s]+")) {
            throw new WrongConfigurationException(
                    sink.key("sas-token"),
                    "is not of the form r=…&e=…&s=…",
                    "Generate it with the topic's access key, and copy it whole");
        }
    }

    private WrongConfigurationException both(String other) {
        return new WrongConfigurationException(
                sink.key("access-key"), "is set, and " + sink.key(other) + " as well", "Remove one of the two");
    }
}
