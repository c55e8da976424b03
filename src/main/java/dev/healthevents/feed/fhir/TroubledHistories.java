package dev.healthevents.feed.fhir;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The resources whose own history could not be read, and when to ask for it again. Shared by all that read a server. */
final class TroubledHistories {

    /** Asked again after 10 s, 20 s, and so on, for 42 minutes. */
    private static final int MOST_ATTEMPTS = 9;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    /**
     * One of them.
     *
     * @param newest the last of the versions that were announced without those before them
     * @param announced the ids of these
     * @param since from when on others count
     */
    record Trouble(FhirChange newest, Set<UUID> announced, Instant since, int attempts, Instant next) {}

    private final Map<String, Trouble> troubles = new LinkedHashMap<>();

    /** Whether it is known, and not yet to be asked for again; then the version is taken for announced. */
    synchronized boolean waits(FhirChange version, Instant now) {
        Trouble known = troubles.get(key(version));
        if (known == null || !now.isBefore(known.next())) {
            return false;
        }
        Set<UUID> announced = with(known.announced(), version);
        troubles.put(key(version), new Trouble(version, announced, known.since(), known.attempts(), known.next()));
        return true;
    }

    /** @return whether it will be asked for again */
    synchronized boolean failed(FhirChange newest, Instant since, Instant now) {
        Trouble known = troubles.get(key(newest));
        int attempts = known == null ? 1 : known.attempts() + 1;
        if (attempts >= MOST_ATTEMPTS || known == null && troubles.size() >= MOST) {
            troubles.remove(key(newest));
            return false;
        }
        Instant from = known == null || since.isBefore(known.since()) ? since : known.since();
        Set<UUID> announced = with(known == null ? Set.of() : known.announced(), newest);
        Instant next = now.plus(FIRST_WAIT.multipliedBy(1L << attempts - 1));
        troubles.put(key(newest), new Trouble(newest, announced, from, attempts, next));
        return true;
    }

    private static Set<UUID> with(Set<UUID> announced, FhirChange version) {
        Set<UUID> all = new HashSet<>(announced);
        all.add(version.eventId());
        return all;
    }

    synchronized void mended(FhirChange version) {
        troubles.remove(key(version));
    }

    /** One that is to be asked for again by now; nobody else gets it meanwhile. */
    synchronized Optional<Trouble> due(Instant now) {
        for (Trouble trouble : troubles.values()) {
            if (!now.isBefore(trouble.next())) {
                troubles.put(
                        key(trouble.newest()),
                        new Trouble(
                                trouble.newest(),
                                trouble.announced(),
                                trouble.since(),
                                trouble.attempts(),
                                now.plus(FIRST_WAIT)));
                return Optional.of(trouble);
            }
        }
        return Optional.empty();
    }

    private static String key(FhirChange version) {
        return version.type() + '/' + version.id();
    }
}
