package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.SilentFeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.HttpStatusException;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a quiet server from one whose history keeps silent: what a search by {@code _lastUpdated} finds must be in the
 * history too. HAPI FHIR's default partition, for instance, answers every history with an empty Bundle, whatever it
 * holds.
 */
final class Canary {

    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);

    private static final int MOST_TYPES = 12;

    /** Those that a server is likely to have any of. */
    private static final List<String> USUAL = List.of(
            "Patient",
            "Observation",
            "Encounter",
            "Condition",
            "DiagnosticReport",
            "ServiceRequest",
            "MedicationRequest",
            "Procedure",
            "Organization",
            "Practitioner",
            "Location",
            "Task");

    private final HistoryPages pages;
    private final Dialect dialect;
    private final FhirFeedSettings settings;
    private final CapabilityStatements statements;
    private boolean searches = true;

    Canary(HistoryPages pages, Dialect dialect, FhirFeedSettings settings, CapabilityStatements statements) {
        this.pages = pages;
        this.dialect = dialect;
        this.settings = settings;
        this.statements = statements;
    }

    /**
     * Looks whether the history tells of what a search finds.
     *
     * @param window to search; its end should be a little in the past, since a search may be ahead of the history
     * @throws SilentFeedException if it does not
     */
    void look(Window window) throws FeedException {
        if (dialect.level() == HistoryLevel.SEARCH) {
            return;
        }
        for (String type : types()) {
            FhirChange found = searches ? found(type, window) : null;
            if (found != null && found.time() != null && !isTold(found)) {
                throw new SilentFeedException(
                        settings.base() + " does not tell of " + type + "/" + found.id() + "/_history/"
                                + found.version() + " in its history, which a search finds there. It keeps silent about"
                                + " changes, as HAPI FHIR's default partition does: set `url` to the tenant's own, or have the"
                                + " server's history mended, or set `history` to search and do without deletes");
            }
        }
    }

    private List<String> types() {
        if (!settings.dialect().types().isEmpty()) {
            return settings.dialect().types().stream().limit(MOST_TYPES).toList();
        }
        List<String> known = statements.get().types();
        return USUAL.stream()
                .filter(type -> known.isEmpty() || known.contains(type))
                .toList();
    }

    private FhirChange found(String type, Window window) throws FeedException {
        Window since = Window.openFrom(window.from());
        WindowChanges changes = new WindowChanges(since, 0);
        try {
            pages.first(Listing.search(type), window, ClosedWindows.AT, 1, new EntryReader(settings, changes));
        } catch (NotSuchBundleException e) {
            notSearched(e);
        } catch (HttpStatusException e) {
            if (e.status() >= 500 || e.status() == 401 || e.status() == 429) {
                throw e;
            }
            if (e.status() != 404) {
                notSearched(e);
            }
        }
        List<FhirChange> found = changes.inServerOrder();
        return found.isEmpty() ? null : found.get(0);
    }

    private void notSearched(FeedException e) {
        searches = false;
        LOG.info(
                "{} can't be searched, so a history that keeps silent can't be told: {}",
                settings.base(),
                e.getMessage());
    }

    private boolean isTold(FhirChange found) throws FeedException {
        Listing listing = dialect.level() == HistoryLevel.SYSTEM ? Listing.SYSTEM : Listing.history(found.type());
        boolean closed = dialect.closedWindows() != ClosedWindows.NONE && dialect.closedWindowsProven();
        Window window = dialect.sent(
                closed
                        ? new Window(found.time(), found.time().plus(Dialect.TOLERANCE))
                        : Window.openFrom(found.time()));
        WindowChanges told = new WindowChanges(window, Integer.MAX_VALUE);
        pages.readAll(listing, window, told);
        UUID id = found.eventId();
        return told.inServerOrder().stream().anyMatch(change -> change.eventId().equals(id));
    }
}
