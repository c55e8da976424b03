package dev.healthevents.config;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may look and who may act, over HTTP.
 *
 * @param user who may look and act, with the password; see <a href="security.md">security</a>
 * @param password its password, eight characters at least
 * @param tokens a bearer token, sixteen characters at least, whose holder may look and act; {@code <name>} is what the
 *     audit log calls it
 * @param readTokens the same, for who may only look, such as Prometheus
 * @param issuerUri an OpenID provider; whoever has a token of it that is for {@code audience} may look and act
 * @param audience what the claim {@code aud} of such a token must have in it
 * @param hosts names beside {@code localhost} by which browsers may know the bridge, such as that of a proxy before
 *     it; with commas between
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
