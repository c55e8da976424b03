package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;

/** Asks for a token of a managed identity, the one named or whatever there is, and prints what it gave. */
public final class ManagedIdentityMain {

    private ManagedIdentityMain() {}

    /** @param args {@code system}, a client id or nothing; and the scope */
    public static void main(String[] args) throws FeedException {
        EntraSettings settings = new EntraSettings(null, null, null, null, args[0].isEmpty() ? null : args[0], args[1]);
        System.out.println("gave "
                + new EntraTokens(settings, HttpLimits.DEFAULT).request().value());
        System.exit(0);
    }
}
