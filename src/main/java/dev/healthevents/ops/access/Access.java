package dev.healthevents.ops.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who may look and who may act.
 *
 * @param loopback whether only this machine reaches the bridge; then looking needs no sign-in
 * @param user who signs in with a password, or {@code null}
 * @param tokens who signs in with a token of ours
 * @param openId whose tokens are taken beside ours, or {@code null}
 * @param hosts names beside localhost by which browsers may know the bridge, in small letters
 */
public record Access(
        boolean loopback, Credential user, List<Credential> tokens, OpenIdProvider openId, Set<String> hosts) {

    /**
     * A person or program that we know.
     *
     * @param mayAct whether it may do more than look
     */
    public record Credential(String name, Secret secret, boolean mayAct) {}

    /**
     * An OpenID provider.
     *
     * @param issuer its URL, as in the claim {@code iss}
     * @param audience what the claim {@code aud} must have in it, so that a token for another service is refused
     */
    public record OpenIdProvider(String issuer, String audience) {}

    /** Whether anybody can sign in at all. Where nobody can, whoever reaches the bridge may act. */
    public boolean signIn() {
        return user != null || !tokens.isEmpty() || openId != null;
    }

    boolean takesTokens() {
        return !tokens.isEmpty() || openId != null;
    }

    /** @param host of a URL, with or without a port */
    boolean known(String host) {
        String name = name(host);
        return name.equals("localhost")
                || name.equals("[::1]")
                || name.matches("127(\\.\\d{1,3}){3}")
                || hosts.contains(name);
    }

    private static String name(String host) {
        return host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }
}
