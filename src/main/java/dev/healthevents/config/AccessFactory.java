package dev.healthevents.config;

import dev.healthevents.ops.access.Access;
import dev.healthevents.ops.access.Access.Credential;
import dev.healthevents.ops.access.Access.OpenIdProvider;
import dev.healthevents.ops.access.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;

/** Makes of what is configured who may look and who may act, and says what is wrong with it without showing it. */
final class AccessFactory {

    private static final String KEY = "health-events.access";
    private static final int SHORTEST_PASSWORD = 8;
    private static final int SHORTEST_TOKEN = 16;

    private AccessFactory() {}

    /** @throws WrongConfigurationException if it is wrong, or others reach the bridge and nobody can sign in */
    static Access access(AccessProperties access, ServerProperties server, ManagementServerProperties management) {
        List<Credential> tokens = new ArrayList<>();
        access.tokens().forEach((name, token) -> tokens.add(token(KEY + ".tokens." + name, name, token, true)));
        access.readTokens()
                .forEach((name, token) -> tokens.add(token(KEY + ".read-tokens." + name, name, token, false)));
        Access found = new Access(
                loopback(server.getAddress()) && (management.getAddress() == null || loopback(management.getAddress())),
                user(access),
                List.copyOf(tokens),
                openId(access),
                hosts(access.hosts()));
        if (!found.loopback() && !found.signIn()) {
            InetAddress open = loopback(server.getAddress()) ? management.getAddress() : server.getAddress();
            throw new WrongConfigurationException(
                    loopback(server.getAddress()) ? "management.server.address" : "server.address",
                    "is " + (open == null ? "empty" : open.getHostAddress())
                            + ", so that others reach the bridge, but nobody can sign in",
                    "Set " + KEY + ".user and " + KEY + ".password, or a token such as " + KEY
                            + ".tokens.operator, or set the address to 127.0.0.1");
        }
        return found;
    }

    private static boolean loopback(InetAddress address) {
        return address != null && address.isLoopbackAddress();
    }

    private static Credential user(AccessProperties access) {
        if (access.user() == null && access.password() == null) {
            return null;
        }
        if (access.user() == null || access.user().isBlank() || access.user().contains(":")) {
            throw new WrongConfigurationException(
                    KEY + ".user",
                    access.user() == null || access.user().isBlank() ? "is missing" : "has a colon in it",
                    "Set it to the name that goes with the password, without a colon");
        }
        if (access.password() == null || access.password().length() < SHORTEST_PASSWORD) {
            throw new WrongConfigurationException(
                    KEY + ".password",
                    access.password() == null ? "is missing" : "is shorter than " + SHORTEST_PASSWORD + " characters",
                    "Set it to a long one, or remove the user");
        }
        return new Credential(access.user(), Secret.of(access.password()), true);
    }

    private static Credential token(String key, String name, String token, boolean mayAct) {
        if (!token.matches("[A-Za-z0-9._~+/-]{" + SHORTEST_TOKEN + ",}=*")) {
            throw new WrongConfigurationException(
                    key,
                    "is shorter than " + SHORTEST_TOKEN + " characters, or has others than letters, digits and -._~+/",
                    "Set it to a long random word, such as openssl rand -hex 32 prints");
        }
        return new Credential(name, Secret.of(token), mayAct);
    }

    private static OpenIdProvider openId(AccessProperties access) {
        if (access.issuerUri() == null && access.audience() == null) {
            return null;
        }
        if (!isIssuer(access.issuerUri())) {
            throw new WrongConfigurationException(
                    KEY + ".issuer-uri",
                    access.issuerUri() == null ? "is missing" : "is no https URL",
                    "Set it to the provider's issuer, as its /.well-known/openid-configuration has it");
        }
        if (access.audience() == null || access.audience().isBlank()) {
            throw new WrongConfigurationException(
                    KEY + ".audience",
                    "is missing",
                    "Set it to what the claim aud of the tokens for this bridge has, or a token for any other service"
                            + " would do here");
        }
        return new OpenIdProvider(access.issuerUri(), access.audience());
    }

    /** On this machine http will do. */
    private static boolean isIssuer(String value) {
        try {
            URI uri = new URI(value == null ? "" : value);
            boolean here = "http".equals(uri.getScheme())
                    && Set.of("127.0.0.1", "localhost").contains(String.valueOf(uri.getHost()));
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || here);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Set<String> hosts(List<String> hosts) {
        for (String host : hosts) {
            if (!host.matches("[A-Za-z0-9._-]+")) {
                throw new WrongConfigurationException(
                        KEY + ".hosts",
                        "has '" + host + "' in it, which is no host name",
                        "Set it to names without scheme and port, such as bridge.example.org");
            }
        }
        return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
