package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.HttpStatusException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the histories of single resources, and tells one that can't be read from a server that has none, or none at
 * present.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#history">FHIR R4, history-instance</a>
 */
final class ResourceHistories {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceHistories.class);

    /** It was deleted meanwhile, or is not ours to see any more. */
    private static final Set<Integer> GONE = Set.of(403, 404, 410);

    /** So many in a row were not all deleted between two requests. */
    private static final int MOST_GONE = 20;

    private static final Set<Integer> NOT_SUPPORTED = Set.of(400, 405, 422, 501);

    /** These say something of us or of the moment, and not of one resource. */
    private static final Set<Integer> NOT_OF_ONE = Set.of(401, 407, 429);

    /** So many in a row are not the fault of single resources. */
    private static final int MOST_FAILING = 20;

    private static final Duration REST = Duration.ofMinutes(10);

    private final HistoryPages pages;
    private final FhirFeedSettings settings;
    private final Clock clock;
    private boolean supported = true;
    private boolean everRead;
    private int refusals;
    private int failures;
    private Instant restUntil = Instant.MIN;

    ResourceHistories(HistoryPages pages, FhirFeedSettings settings, Clock clock) {
        this.pages = pages;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether the server has them, as far as is known. */
    boolean readable() {
        return supported && !clock.instant().isBefore(restUntil);
    }

    /**
     * @return why one resource's history can't be read while others may be, or {@code null} if all is well
     * @throws FeedException if the server can't be asked at present
     */
    FeedException read(FhirChange newest, Versions versions) throws FeedException {
        try {
            pages.readVersions(newest.type(), newest.id(), versions);
            everRead = true;
            refusals = 0;
            failures = 0;
            return null;
        } catch (NotSuchBundleException e) {
            if (everRead) {
                return ofOne(newest, e);
            }
            supported = false;
            LOG.warn("{}; of changes in quick succession only the last is seen", e.getMessage());
            return null;
        } catch (HttpStatusException e) {
            boolean gone = GONE.contains(e.status());
            if (!gone && !NOT_SUPPORTED.contains(e.status())) {
                return ofOne(newest, e);
            }
            refused(e.status(), gone);
            return null;
        } catch (FeedException e) {
            return ofOne(newest, e);
        }
    }

    private void refused(int status, boolean gone) {
        refusals++;
        if (!gone || refusals == MOST_GONE) {
            supported = false;
            LOG.warn(
                    "{} has no history of a resource either ({}): of changes in quick succession only the last is"
                            + " seen",
                    settings.base(),
                    status);
        }
    }

    /** @throws FeedException if it is not about one resource: then a search fails as well */
    private FeedException ofOne(FhirChange newest, FeedException e) throws FeedException {
        boolean notOfOne = e instanceof HttpStatusException status && NOT_OF_ONE.contains(status.status());
        if (notOfOne || e.retryAfter() != null) {
            throw e;
        }
        Window since = Window.openFrom(newest.time() == null ? clock.instant() : newest.time());
        pages.first(Listing.search(newest.type()), since, null, 1, entry -> {});
        if (++failures >= MOST_FAILING) {
            restUntil = clock.instant().plus(REST);
            LOG.warn(
                    "{} failed to give {} histories of resources in a row: for {} minutes only the newest versions are"
                            + " announced",
                    settings.base(),
                    failures,
                    REST.toMinutes());
        }
        return e;
    }

    static final class Versions implements ChangeSink {

        private final List<FhirChange> all = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();

        /** In the server's order. */
        List<FhirChange> all() {
            return all;
        }

        void passOnRejected(ChangeGatherer changes) throws FeedException {
            for (Rejected each : rejected) {
                changes.rejected(each);
            }
        }

        @Override
        public void changed(FhirChange change) {
            all.add(change);
        }

        @Override
        public void rejected(Rejected entry) {
            rejected.add(entry);
        }

        @Override
        public void passOver() {
            // Nothing to remember.
        }

        @Override
        public long distinct() {
            return all.size();
        }
    }
}
