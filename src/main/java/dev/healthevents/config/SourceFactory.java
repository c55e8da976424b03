package dev.healthevents.config;

import dev.healthevents.camel.Source;
import dev.healthevents.camel.SourceSettings;
import dev.healthevents.camel.SourceSettings.Start;
import dev.healthevents.feed.fhir.FhirFeedSettings;
import dev.healthevents.feed.fhir.FhirHistoryFeed;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Makes sources of what is configured, and says what is wrong with it. */
final class SourceFactory {

    private final String workspace;
    private final Clock clock;

    SourceFactory(String workspace, Clock clock) {
        this.workspace = workspace;
        this.clock = clock;
    }

    Source source(String name, SourceProperties properties) {
        String key = "health-events.sources." + name;
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new WrongConfigurationException(
                    key, "is no name for a source", "Use letters, digits and hyphens, as in hapi or lab-fhir");
        }
        if (!"fhir".equals(properties.type())) {
            throw new WrongConfigurationException(
                    key + ".type",
                    properties.type() == null ? "is missing" : "is '" + properties.type() + "'",
                    "Set it to fhir");
        }
        URI url = url(key + ".url", properties.url());
        SourceSettings settings = settings(name, key, properties);
        FhirFeedSettings feed = new FhirFeedSettings(
                url,
                properties.account() == null ? url.getHost() : properties.account(),
                workspace,
                pageSize(key, properties.pageSize()),
                new HttpLimits(
                        positive(key + ".request-timeout", properties.requestTimeout()),
                        HttpLimits.DEFAULT.pageTimeout(),
                        HttpLimits.DEFAULT.maxPageBytes()),
                authorization(key + ".auth", properties.auth()));
        return new Source(settings, () -> new FhirHistoryFeed(feed, clock), clock);
    }

    private SourceSettings settings(String name, String key, SourceProperties properties) {
        Start start = start(properties.start());
        return new SourceSettings(
                name,
                properties.type(),
                start,
                start == Start.AT ? instant(key + ".start", properties.start()) : null,
                positive(key + ".poll-interval", properties.pollInterval()),
                positive(key + ".overlap", properties.overlap()),
                positive(key + ".lateness", properties.lateness()));
    }

    private static Start start(String start) {
        return switch (start) {
            case "now" -> Start.NOW;
            case "beginning" -> Start.BEGINNING;
            default -> Start.AT;
        };
    }

    private static Instant instant(String key, String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new WrongConfigurationException(
                    key,
                    "is '" + value + "'",
                    "Set it to now, beginning or an instant such as 2026-01-31T00:00:00Z",
                    e);
        }
    }

    private static URI url(String key, String value) {
        String mend = "Set it to the server's base URL, such as https://fhir.example.org/fhir";
        if (value == null || value.isBlank()) {
            throw new WrongConfigurationException(key, "is missing", mend);
        }
        try {
            URI url = new URI(value.strip());
            if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                throw new WrongConfigurationException(key, "is no http or https URL", mend);
            }
            if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
                throw new WrongConfigurationException(
                        key, "has more in it than scheme, host, port and path", mend + ", credentials go to auth");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new WrongConfigurationException(key, "is no URL: " + e.getReason(), mend, e);
        }
    }

    private static int pageSize(String key, int value) {
        if (value < 1 || value > 10_000) {
            throw new WrongConfigurationException(key + ".page-size", "is " + value, "Set it to 1 to 10000");
        }
        return value;
    }

    private static Duration positive(String key, Duration value) {
        if (value.toMillis() < 1) {
            throw new WrongConfigurationException(
                    key, "is " + value.toMillis() + "ms", "Set it to a time of at least 1ms, such as 500ms or 10s");
        }
        return value;
    }

    private static Authorization authorization(String key, AuthProperties auth) {
        try {
            return switch (auth.type()) {
                case "none" -> Authorization.none();
                case "basic" ->
                    Authorization.basic(
                            required(key + ".username", auth.username()), required(key + ".password", auth.password()));
                case "bearer" -> Authorization.bearer(required(key + ".token", auth.token()));
                default ->
                    throw new WrongConfigurationException(
                            key + ".type", "is '" + auth.type() + "'", "Set it to none, basic or bearer");
            };
        } catch (IllegalArgumentException e) {
            throw new WrongConfigurationException(key, "can't be used: " + e.getMessage(), "Correct it", e);
        }
    }

    private static String required(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new WrongConfigurationException(key, "is missing", "Set it, or choose another auth.type");
        }
        return value;
    }
}
