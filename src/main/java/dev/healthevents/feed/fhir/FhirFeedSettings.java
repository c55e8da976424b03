package dev.healthevents.feed.fhir;

import dev.healthevents.feed.http.Authority;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.BaseUrl;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;

/**
 * Where a FHIR server is and how to read it.
 *
 * @param base the FHIR base URL, for example {@code http://host:8080/fhir}; slashes at its end are taken off
 * @param account host name shown in {@code subject} and {@code data}
 * @param workspace CloudEvents {@code source} of its events
 * @param pageSize how many entries to ask for at a time; servers may give fewer
 * @param limits how long and how much the server may answer
 * @param authorization what proves that we may read
 * @param dialect what is known of the server beforehand, and which types to watch
 */
public record FhirFeedSettings(
        URI base,
        String account,
        String workspace,
        int pageSize,
        HttpLimits limits,
        Authorization authorization,
        DialectSettings dialect) {

    public static final int DEFAULT_PAGE_SIZE = 500;

    /** @throws IllegalArgumentException naming what is wrong, without its credentials */
    public FhirFeedSettings {
        base = BaseUrl.of(base, "a FHIR base, such as https://host:8443/fhir");
        if (account.isBlank() || workspace.isBlank()) {
            throw new IllegalArgumentException("`account` and `workspace` must not be empty");
        }
        if (pageSize < 1) {
            throw new IllegalArgumentException("`page-size` must be at least 1, but is " + pageSize);
        }
    }

    /** A server without credentials, with everything else by default. */
    public static FhirFeedSettings of(URI base, String workspace) {
        return new FhirFeedSettings(
                base,
                Authority.host(base),
                workspace,
                DEFAULT_PAGE_SIZE,
                HttpLimits.DEFAULT,
                Authorization.none(),
                DialectSettings.PROBED);
    }
}
