package dev.healthevents.camel.source;

import dev.healthevents.feed.http.Authority;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.source.WakeSecret;
import dev.healthevents.state.StateDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * A source of which a route's URI says all.
 *
 * @param key of the source among those of its context: its state and its name
 */
record UriSource(String key, Source source) {

    private static final int REPLAY_RATE = 1_000;

    /** @throws IllegalArgumentException naming the option and the mend, if the URI can't be read by */
    static UriSource of(SourceEndpoint endpoint) {
        SourceOptions options = endpoint.getOptions();
        URI url = url(endpoint.getSource());
        String name = options.getName() == null ? url.getRawAuthority() + url.getRawPath() : options.getName();
        Clock clock = ReaderParts.clock(endpoint.getCamelContext());
        HttpLimits limits = limits(endpoint);
        Supplier<StateDatabase> database = () -> UriStates.of(endpoint.getCamelContext())
                .open(endpoint.getState())
                .state()
                .database();
        UriServer server = new UriServer(
                name,
                url,
                account(options, url),
                workspace(options),
                options.getPageSize(),
                limits,
                UriAuthorization.of(endpoint.getAuth(), options.getAuthHeaders(), url, limits, clock),
                database,
                clock);
        Source source = new Source(settings(name, endpoint), endpoint.feeds(server), clock);
        return new UriSource(endpoint.getState().getStateUrl() + " " + name, source);
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            Authority authority = Authority.of(url);
            if (authority.host() == null) {
                throw new IllegalArgumentException("The server's URL has no host: write it as in"
                        + " fhir-history:https://fhir.example.org/fhir?start=now");
            }
            if (authority.userInfo() != null) {
                throw new IllegalArgumentException("The server's URL has a user name or password in it: move them to"
                        + " authType=basic&authUsername=…&authPassword=RAW(…)");
            }
            return url;
        } catch (URISyntaxException e) {
            // Without its cause, which shows all of the URL, and so perhaps a password.
            throw new IllegalArgumentException("The server's URL can't be read: " + e.getReason());
        }
    }

    private static String account(SourceOptions options, URI url) {
        String account = options.getAccount() == null ? Authority.host(url) : options.getAccount();
        if (!account.matches("[A-Za-z0-9._:-]+")) {
            throw new IllegalArgumentException("account is '" + account
                    + "', which is no host name: set it to one, such" + " as fhir.example.org");
        }
        return account;
    }

    private static String workspace(SourceOptions options) {
        try {
            if (!options.getWorkspace().isBlank()) {
                return new URI(options.getWorkspace()).toString();
            }
        } catch (URISyntaxException e) {
            // Said below, for both.
        }
        throw new IllegalArgumentException("workspace is '" + options.getWorkspace()
                + "', which is no URI reference: set it to a path or URI without spaces");
    }

    private static SourceSettings settings(String name, SourceEndpoint endpoint) {
        SourceOptions options = endpoint.getOptions();
        Duration lateness = positive("lateness", options.getLateness());
        Duration overlap = positive("overlap", options.getOverlap());
        if (overlap.compareTo(lateness) > 0) {
            throw new IllegalArgumentException("overlap is longer than lateness: set it to a shorter time");
        }
        Start start = start(options.getStart());
        long delay = endpoint.getTimeUnit().toMillis(endpoint.getDelay());
        return new SourceSettings(
                name,
                endpoint.type(),
                start,
                start == Start.AT ? instant(options.getStart()) : null,
                positive("delay", delay),
                overlap,
                lateness,
                positive("sweepInterval", options.getSweepInterval()),
                REPLAY_RATE,
                WakeSecret.NONE);
    }

    static Start start(String start) {
        return switch (start) {
            case "now" -> Start.NOW;
            case "beginning" -> Start.BEGINNING;
            default -> Start.AT;
        };
    }

    static Instant instant(String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "start is '" + value + "': set it to now, beginning or an instant such as 2026-01-31T00:00:00Z", e);
        }
    }

    private static Duration positive(String option, long millis) {
        if (millis < 1) {
            throw new IllegalArgumentException(option + " is " + millis + " ms: set it to 1 ms or more, such as 15s");
        }
        return Duration.ofMillis(millis);
    }

    private static HttpLimits limits(SourceEndpoint endpoint) {
        SSLContextParameters tls = endpoint.getOptions().getSslContextParameters();
        return new HttpLimits(
                positive("requestTimeout", endpoint.getOptions().getRequestTimeout()),
                HttpLimits.DEFAULT.pageTimeout(),
                HttpLimits.DEFAULT.maxPageBytes(),
                tls == null ? null : context(endpoint, tls),
                tls != null && tls.getKeyManagers() != null);
    }

    private static SSLContext context(SourceEndpoint endpoint, SSLContextParameters tls) {
        try {
            return tls.createSSLContext(endpoint.getCamelContext());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("sslContextParameters can't be used: see its files and passwords", e);
        }
    }
}
