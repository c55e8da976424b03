package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.HttpStatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out where a server tells of its changes: for the whole system, for each type, or only by a search. */
final class LevelProbe {

    private static final Logger LOG = LoggerFactory.getLogger(LevelProbe.class);

    /** So a server says that it does not have what was asked for; anything else says something of the moment. */
    private static final Set<Integer> NOT_THERE = Set.of(400, 403, 404, 405, 410, 422, 501);

    private static final int MANY = 20;

    /** So many types without a list one after the other have none because there are no such lists. */
    private static final int MOST_NOT_FOUND = 5;

    /** Asks a list for something small. */
    @FunctionalInterface
    interface Question {
        void ask(Listing listing) throws FeedException;
    }

    private final Dialect dialect;
    private final FhirFeedSettings settings;
    private final CapabilityStatements statements;
    private final Question question;

    LevelProbe(Dialect dialect, FhirFeedSettings settings, CapabilityStatements statements, Question question) {
        this.dialect = dialect;
        this.settings = settings;
        this.statements = statements;
        this.question = question;
    }

    /** Name and version of the server, if it was asked for them. */
    String software() {
        return statements.software();
    }

    /**
     * Settles on the first level that the server answers on, the whole system before all.
     *
     * @throws FeedException if it answers on none, or can't be asked at present
     */
    void findOut() throws FeedException {
        HistoryLevel configured = settings.dialect().history();
        refuseUnknownTypes();
        FeedException first = null;
        FeedException forbidden = null;
        List<String> refusals = new ArrayList<>();
        for (HistoryLevel level : configured == null ? List.of(HistoryLevel.values()) : List.of(configured)) {
            try {
                settle(level);
                return;
            } catch (HttpStatusException | NotSuchBundleException | UnknownTypesException e) {
                if (e instanceof HttpStatusException status && !NOT_THERE.contains(status.status())) {
                    throw e;
                }
                if (e instanceof HttpStatusException status && status.status() == 403) {
                    forbidden = forbidden == null ? e : forbidden;
                }
                first = first == null ? e : first;
                refusals.add(e.getMessage());
            }
        }
        dialect.level(HistoryLevel.SYSTEM, List.of());
        if (forbidden != null) {
            // What the other levels said is of no use before this is mended.
            throw forbidden;
        }
        if (refusals.size() < 2) {
            throw first;
        }
        throw new FeedException("Its changes can't be read. For the whole system: " + refusals.get(0)
                + ". For each type: " + refusals.get(1) + ". By a search: " + refusals.get(2));
    }

    /** A type that FHIR does not have may be the server's own, or a later FHIR's; one that the server does not have is none. */
    private void refuseUnknownTypes() throws FeedException {
        List<String> unknown = settings.dialect().types().stream()
                .filter(type -> !ResourceTypes.contains(type))
                .toList();
        if (unknown.isEmpty()) {
            return;
        }
        Set<String> served = Set.copyOf(statements.get().types());
        List<String> none =
                unknown.stream().filter(type -> !served.contains(type)).toList();
        if (!served.isEmpty() && !none.isEmpty()) {
            throw new FeedException("`types` has " + String.join(", ", none) + " in it, which neither FHIR nor the"
                    + " server's CapabilityStatement (metadata) has; correct it");
        }
    }

    private void settle(HistoryLevel level) throws FeedException {
        List<String> types = level == HistoryLevel.SYSTEM ? List.of() : types();
        dialect.level(level, types);
        ask(dialect.listings());
        if (level == HistoryLevel.SEARCH) {
            LOG.warn(
                    "{} has no history to list. Its changes are found by searching for `_lastUpdated`: deletes can't be"
                            + " seen",
                    settings.base());
        }
        if (types.size() > MANY) {
            LOG.warn(
                    "{} has no history of the whole system, so each look asks for {} types one by one; name those that"
                            + " matter under `types`",
                    settings.base(),
                    types.size());
        }
    }

    /** What is configured shall be there, all of it; what the server itself lists will be. */
    private void ask(List<Listing> listings) throws FeedException {
        boolean all = !settings.dialect().types().isEmpty();
        int most = all ? listings.size() : Math.min(listings.size(), MOST_NOT_FOUND);
        List<String> notFound = new ArrayList<>();
        HttpStatusException refusal = null;
        boolean answered = false;
        for (int i = 0; i < most && (all || !answered); i++) {
            try {
                question.ask(listings.get(i));
                answered = true;
            } catch (HttpStatusException e) {
                if (e.status() != 404 || dialect.types().isEmpty()) {
                    throw e;
                }
                notFound.add(dialect.types().get(i));
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null && !standsForEmpty(notFound, answered)) {
            throw refusal;
        }
    }

    /** Where 404 is known to stand for an empty list; or a type is not found that the server itself lists, and others are. */
    private boolean standsForEmpty(List<String> notFound, boolean answered) {
        if (answered && statements.get().types().containsAll(notFound)) {
            dialect.observed().answersNotFoundForEmpty();
        }
        return dialect.observed().notFoundForEmpty();
    }

    private List<String> types() throws FeedException {
        List<String> configured = settings.dialect().types();
        List<String> types = configured.isEmpty() ? statements.get().types() : configured;
        if (types.isEmpty()) {
            throw new UnknownTypesException();
        }
        return types;
    }

    /** It is not known which types there are. */
    private static final class UnknownTypesException extends FeedException {

        private static final long serialVersionUID = 1L;

        UnknownTypesException() {
            super("its CapabilityStatement (metadata) names no types; name those that matter under `types`");
        }
    }
}
