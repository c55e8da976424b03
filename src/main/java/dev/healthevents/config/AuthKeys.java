package dev.healthevents.config;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Which keys go with which {@code auth.type}. One that does not would be overlooked, with whatever it was to protect. */
final class AuthKeys {

    static final List<String> TYPES = List.of("none", "basic", "bearer", "oauth2", "smart", "entra");

    private static final Map<String, Set<String>> OF_TYPE = Map.of(
            "none",
            Set.of(),
            "basic",
            Set.of("username", "password"),
            "bearer",
            Set.of("token"),
            "oauth2",
            Set.of("token-url", "client-id", "client-secret", "client-authentication-method", "scope", "audience"),
            "smart",
            Set.of("token-url", "client-id", "key-file", "key-id", "scope"),
            "entra",
            Set.of("tenant-id", "client-id", "client-secret", "certificate-file", "managed-identity", "scope"));

    private static final Set<String> OF_ALL = Set.of("type", "headers");

    private AuthKeys() {}

    /** @throws WrongConfigurationException if there is no such type, or a key is set that does not go with it */
    static void check(String key, AuthProperties auth) {
        if (!OF_TYPE.containsKey(auth.type())) {
            throw new WrongConfigurationException(
                    key + ".type",
                    "is '" + auth.type() + "', which this version does not know",
                    "Set it to " + oneOf(TYPES));
        }
        for (RecordComponent component : AuthProperties.class.getRecordComponents()) {
            String name = DataObjectPropertyName.toDashedForm(component.getName());
            if (!OF_ALL.contains(name)
                    && !OF_TYPE.get(auth.type()).contains(name)
                    && UnsetPlaceholders.valueOf(component, auth) != null) {
                List<String> types = TYPES.stream()
                        .filter(type -> OF_TYPE.get(type).contains(name))
                        .toList();
                throw new WrongConfigurationException(
                        key + "." + name,
                        "is set, but " + key + ".type is " + auth.type(),
                        "Set the type to " + oneOf(types) + ", or remove the " + name);
            }
        }
    }

    static String required(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new WrongConfigurationException(key, "is missing", "Set it, or choose another auth.type");
        }
        return value;
    }

    private static String oneOf(List<String> types) {
        int last = types.size() - 1;
        return last == 0 ? types.get(0) : String.join(", ", types.subList(0, last)) + " or " + types.get(last);
    }
}
