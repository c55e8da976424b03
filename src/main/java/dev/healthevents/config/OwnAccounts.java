package dev.healthevents.config;

import dev.healthevents.feed.http.Authority;
import java.net.URI;
import java.util.Collections;
import java.util.Map;

/**
 * Sees that no two sources can give one id to two changes: what names a change begins with its source's account, and
 * that is the host of {@code url} unless set, which two servers behind one host have in common.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#id">CloudEvents 1.0, id: unique
 *     within its source</a>
 */
final class OwnAccounts {

    private OwnAccounts() {}

    /**
     * @param sources all that are configured, in their order
     * @throws WrongConfigurationException if a source of them could have ids in common with one before it
     */
    static void check(Map<String, SourceProperties> sources) {
        sources.keySet().forEach(name -> check(name, sources));
    }

    /** @throws WrongConfigurationException if that source could have ids in common with one before it */
    static void check(String name, Map<String, SourceProperties> sources) {
        SourceProperties source = sources.get(name);
        for (Map.Entry<String, SourceProperties> other : sources.entrySet()) {
            if (other.getKey().equals(name)) {
                return;
            }
            if (collide(source, other.getValue())) {
                throw collision(name, source, other.getKey());
            }
        }
    }

    /** The names of resources and images differ; so do those of other types, or of other epochs. */
    private static boolean collide(SourceProperties one, SourceProperties other) {
        String account = account(one);
        if (account == null || !account.equals(account(other)) || isFhir(one) != isFhir(other)) {
            return false;
        }
        return isFhir(one)
                ? one.types().isEmpty() || other.types().isEmpty() || !Collections.disjoint(one.types(), other.types())
                : one.epoch() == other.epoch();
    }

    private static boolean isFhir(SourceProperties source) {
        return SourceFactory.FHIR.equals(source.type());
    }

    /** @return {@code null} where there is none, which is told elsewhere */
    private static String account(SourceProperties source) {
        if (source.account() != null) {
            return source.account();
        }
        try {
            return source.url() == null
                    ? null
                    : Authority.host(URI.create(source.url().strip()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static WrongConfigurationException collision(String name, SourceProperties source, String other) {
        String key = "health-events.sources." + name + ".account";
        String account = account(source);
        String both = isFhir(source)
                ? "is '" + account + "', and so is that of the source " + other
                : "is '" + account + "' with the epoch " + source.epoch() + ", and so are those of the source " + other;
        return new WrongConfigurationException(
                key,
                both + ": two changes would have one id",
                "Set " + key + " to a name of its own, such as " + name + "." + account
                        + ", unless one of them has announced events under this one: then set the other's");
    }
}
