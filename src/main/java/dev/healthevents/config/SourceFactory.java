package dev.healthevents.config;

import dev.healthevents.feed.http.Authority;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.source.Source;
import dev.healthevents.source.SourceSettings;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.source.Sources;
import dev.healthevents.source.TopicFeed;
import dev.healthevents.source.TopicSettings;
import dev.healthevents.source.WakeSecret;
import dev.healthevents.state.StateDatabase;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Makes sources of what is configured, and says what is wrong with it. */
final class SourceFactory {

    static final String FHIR = "fhir";
    static final String DICOM = "dicom";
    static final String ORTHANC = "orthanc";
    static final String DICOMWEB = "dicomweb";
    static final String EVENT_HUBS = "event-hubs";
    private static final List<String> TYPES = List.of(FHIR, DICOM, ORTHANC, DICOMWEB, EVENT_HUBS);
    private static final String AZURE_DICOM = ".dicom.azurehealthcareapis.com";
    private static final int LARGEST_PAGE = 10_000;
    private static final Duration LONGEST = Duration.ofDays(30);

    private final String workspace;
    private final Clock clock;
    private final Supplier<StateDatabase> database;

    /**
     * @param workspace the CloudEvents source of the events of sources that have no other, as configured
     * @param database where sources keep what they must remember; not opened before one is read
     */
    SourceFactory(String workspace, Clock clock, Supplier<StateDatabase> database) {
        this.workspace = uriReference("health-events.workspace", workspace);
        this.clock = clock;
        this.database = database;
    }

    Sources sources(Map<String, SourceProperties> properties) {
        if (properties.isEmpty()) {
            throw none();
        }
        OwnAccounts.check(properties);
        return new Sources(properties.entrySet().stream()
                .map(entry -> source(entry.getKey(), entry.getValue()))
                .toList());
    }

    static WrongConfigurationException none() {
        return new WrongConfigurationException(
                "health-events.sources",
                "is empty",
                "Configure at least one source, for example health-events.sources.lab.type=fhir and"
                        + " health-events.sources.lab.url=https://fhir.example.org/fhir");
    }

    Source source(String name, SourceProperties properties) {
        String key = "health-events.sources." + name;
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new WrongConfigurationException(
                    key, "is no name for a source", "Use letters, digits and hyphens, as in hapi or lab-fhir");
        }
        if (properties.type() == null || !TYPES.contains(properties.type())) {
            throw new WrongConfigurationException(
                    key + ".type",
                    properties.type() == null
                            ? "is missing"
                            : "is '" + properties.type() + "', which this version can't read",
                    "Set it to one of " + String.join(", ", TYPES));
        }
        KeysOfType.check(key, properties);
        if (EVENT_HUBS.equals(properties.type())) {
            TopicSettings topic = TopicFactory.settings(key, properties);
            return new Source(settings(name, key, properties), topic, () -> new TopicFeed(topic, clock), clock);
        }
        URI url = url(key + ".url", properties.url());
        HttpLimits limits = new HttpLimits(
                positive(key + ".request-timeout", properties.requestTimeout()),
                HttpLimits.DEFAULT.pageTimeout(),
                HttpLimits.DEFAULT.maxPageBytes(),
                TlsFactory.context(key + ".tls", properties.tls()),
                properties.tls().showsCertificate());
        FeedFactory feeds = new FeedFactory(
                name,
                key,
                url,
                properties.account() == null ? Authority.host(url) : account(key + ".account", properties.account()),
                properties.workspace() == null ? workspace : uriReference(key + ".workspace", properties.workspace()),
                limits,
                AuthorizationFactory.authorization(key + ".auth", auth(properties, url), url, limits, clock),
                database,
                clock);
        return new Source(settings(name, key, properties), feeds.feeds(properties), clock);
    }

    /** Azure's own DICOM service knows no other than Entra's tokens. */
    private static AuthProperties auth(SourceProperties properties, URI url) {
        boolean azure = DICOM.equals(properties.type())
                && Authority.host(url).toLowerCase(Locale.ROOT).endsWith(AZURE_DICOM);
        boolean unset = properties.auth().type().equals("none");
        return azure && unset ? properties.auth().withType("entra") : properties.auth();
    }

    private static String uriReference(String key, String workspace) {
        try {
            if (!workspace.isBlank()) {
                return new URI(workspace).toString();
            }
        } catch (URISyntaxException e) {
            // Said below, for both.
        }
        throw new WrongConfigurationException(
                key,
                "is '" + workspace + "', which is no URI reference",
                "Set it to a path or URI without spaces, such as"
                        + " /subscriptions/local/resourceGroups/local/providers/Microsoft.HealthcareApis/workspaces/local");
    }

    private static String account(String key, String account) {
        if (!account.matches("[A-Za-z0-9._:-]+")) {
            throw new WrongConfigurationException(
                    key, "is '" + account + "', which is no host name", "Set it to one, such as fhir.example.org");
        }
        return account;
    }

    private SourceSettings settings(String name, String key, SourceProperties properties) {
        Start start = start(properties);
        if (properties.overlap().compareTo(properties.lateness()) > 0) {
            throw new WrongConfigurationException(
                    key + ".overlap",
                    "is longer than " + key + ".lateness",
                    "Set it to a shorter time: ids older than twice the lateness are forgotten");
        }
        return new SourceSettings(
                name,
                properties.type(),
                start,
                start == Start.AT ? instant(key + ".start", properties.start()) : null,
                positive(key + ".poll-interval", properties.pollInterval()),
                positive(key + ".overlap", properties.overlap()),
                positive(key + ".lateness", properties.lateness()),
                positive(key + ".sweep-interval", properties.sweepInterval()),
                replayRate(key + ".replay-rate", properties.replayRate()),
                wakeSecret(key + ".wake-secret", properties.wakeSecret()));
    }

    private static int replayRate(String key, int value) {
        if (value < 1 || value > SourceSettings.MAX_REPLAY_RATE) {
            throw new WrongConfigurationException(
                    key,
                    "is " + value,
                    "Set it to a number of events a second from 1 to " + SourceSettings.MAX_REPLAY_RATE);
        }
        return value;
    }

    private static WakeSecret wakeSecret(String key, String value) {
        if (value == null) {
            return WakeSecret.NONE;
        }
        if (!value.matches("[!-~]{8,}")) {
            throw new WrongConfigurationException(
                    key,
                    "is shorter than eight characters, or has others than ASCII letters, digits and signs",
                    "Set it to a long random word, or leave it out to let anybody wake the source");
        }
        return WakeSecret.of(value);
    }

    private static Start start(SourceProperties properties) {
        if (properties.start() == null) {
            return EVENT_HUBS.equals(properties.type()) ? Start.BEGINNING : Start.NOW;
        }
        return switch (properties.start()) {
            case "now" -> Start.NOW;
            case "beginning" -> Start.BEGINNING;
            default -> Start.AT;
        };
    }

    static Instant instant(String key, String value) {
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
            Authority authority = Authority.of(url);
            if (authority.host() == null || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
                throw new WrongConfigurationException(key, "is no http or https URL", mend);
            }
            if (authority.userInfo() != null) {
                throw new WrongConfigurationException(
                        key, "has a user name or password in it", "Move them to auth.username and auth.password");
            }
            if (url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new WrongConfigurationException(key, "has a ? or # in it", mend);
            }
            return url;
        } catch (URISyntaxException e) {
            // Without its cause, which shows all of the URL, and so perhaps a password.
            throw new WrongConfigurationException(key, "is no URL: " + e.getReason(), mend);
        }
    }

    static int pageSize(String key, SourceProperties properties, int otherwise) {
        int value = properties.pageSize() == null ? otherwise : properties.pageSize();
        if (value < 1 || value > LARGEST_PAGE) {
            throw new WrongConfigurationException(
                    key + ".page-size", "is " + value, "Set it to a number from 1 to " + LARGEST_PAGE);
        }
        return value;
    }

    static Duration positive(String key, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(LONGEST) > 0) {
            throw new WrongConfigurationException(
                    key,
                    "is " + value.toString().substring(2).toLowerCase(Locale.ROOT),
                    "Set it to a time from 1ms to " + LONGEST.toDays() + "d, such as 500ms or 10s");
        }
        return value;
    }
}
