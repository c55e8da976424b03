package dev.healthevents.config;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may look and who may act, over HTTP.
 *
 * @param user who may do all, with the password
 * @param password of the user
 * @param tokens bearer tokens that may do all, by the name under which the audit log has them
 * @param readTokens bearer tokens that may look only, by name
 * @param issuerUri of an OpenID provider whose tokens may do all
 * @param audience what such a token must be for
 * @param hosts names beside localhost by which browsers may know the bridge
 */
public record AccessProperties(
        String user,
        String password,
        @DefaultValue Map<String, String> tokens,
        @DefaultValue Map<String, String> readTokens,
        String issuerUri,
        String audience,
        @DefaultValue List<String> hosts) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AccessProperties[user=" + user + "]";
    }
}
