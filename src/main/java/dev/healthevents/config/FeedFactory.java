package dev.healthevents.config;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.WrittenOtherwise;
import dev.healthevents.feed.dicom.DicomChangeFeed;
import dev.healthevents.feed.dicom.DicomFeedSettings;
import dev.healthevents.feed.dicom.KnownRow;
import dev.healthevents.feed.dicom.SubjectPartition;
import dev.healthevents.feed.dicom.UnpartitionedImages;
import dev.healthevents.feed.dicomweb.DicomwebFeed;
import dev.healthevents.feed.dicomweb.DicomwebFeedSettings;
import dev.healthevents.feed.fhir.FhirFeedSettings;
import dev.healthevents.feed.fhir.FhirServer;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.feed.orthanc.Ledger;
import dev.healthevents.feed.orthanc.OrthancFeed;
import dev.healthevents.feed.orthanc.OrthancFeedSettings;
import dev.healthevents.state.DicomwebInventory;
import dev.healthevents.state.FeedMarks;
import dev.healthevents.state.OrthancInstances;
import dev.healthevents.state.StateDatabase;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.util.function.SingletonSupplier;

/**
 * Makes the feeds of one source.
 *
 * @param name of the source
 * @param key of the source in the configuration, for example {@code health-events.sources.lab}
 * @param url of the server
 * @param account host in subject and data
 * @param workspace CloudEvents source of its events
 * @param limits how long and how much the server may answer
 * @param authorization what proves that we may read
 * @param database where what a feed must remember is kept; not opened before a feed is
 */
record FeedFactory(
        String name,
        String key,
        URI url,
        String account,
        String workspace,
        HttpLimits limits,
        Authorization authorization,
        Supplier<StateDatabase> database,
        Clock clock) {

    /** @return opens a feed of the source each time that it is asked */
    Supplier<Feed> feeds(SourceProperties properties) {
        return switch (properties.type()) {
            case SourceFactory.FHIR -> fhir(properties);
            case SourceFactory.DICOM -> dicom(properties);
            case SourceFactory.DICOMWEB -> dicomweb(properties);
            default -> orthanc(properties);
        };
    }

    private Supplier<Feed> fhir(SourceProperties properties) {
        FhirServer server = new FhirServer(
                new FhirFeedSettings(
                        url,
                        account,
                        workspace,
                        SourceFactory.pageSize(key, properties, FhirFeedSettings.DEFAULT_PAGE_SIZE),
                        limits,
                        authorization,
                        DialectFactory.dialect(key, properties)),
                clock);
        return () -> server.openFeed(new FeedMarks(database.get()).find(name).orElse(null));
    }

    private Supplier<Feed> dicom(SourceProperties properties) {
        String path = url.getRawPath().toLowerCase(Locale.ROOT);
        if (path.contains("/partitions/") || path.contains("/changefeed")) {
            throw new WrongConfigurationException(
                    key + ".url",
                    "is not the base of a DICOM service",
                    "Set it to the service itself, such as https://host/v2: its change feed is found below that");
        }
        DicomFeedSettings settings = new DicomFeedSettings(
                name,
                url,
                account,
                workspace,
                SourceFactory.pageSize(key, properties, DicomFeedSettings.DEFAULT_PAGE_SIZE),
                epoch(properties),
                subjectPartition(properties),
                limits,
                authorization);
        WrittenOtherwise otherwise = new WrittenOtherwise(settings.base().toString());
        return () -> new DicomChangeFeed(
                settings,
                new FeedMarks(database.get()).find(name).map(KnownRow::parse).orElse(null),
                otherwise,
                clock);
    }

    private Supplier<Feed> orthanc(SourceProperties properties) {
        OrthancFeedSettings settings = new OrthancFeedSettings(
                name,
                url,
                account,
                workspace,
                SourceFactory.pageSize(key, properties, OrthancFeedSettings.DEFAULT_PAGE_SIZE),
                epoch(properties),
                partitionInSubject(properties, "an Orthanc"),
                SourceFactory.positive(key + ".reconcile-interval", properties.reconcileInterval()),
                limits,
                authorization);
        // All feeds of an Orthanc share one memory of its instances.
        Supplier<Ledger> ledger = SingletonSupplier.of(() -> new Ledger(new OrthancInstances(database.get(), name)));
        return () -> new OrthancFeed(settings, ledger.get(), clock);
    }

    private Supplier<Feed> dicomweb(SourceProperties properties) {
        DicomwebFeedSettings settings = new DicomwebFeedSettings(
                name,
                base(),
                new UnpartitionedImages(account, workspace, partitionInSubject(properties, "a DICOMweb server")),
                SourceFactory.pageSize(key, properties, DicomwebFeedSettings.DEFAULT_PAGE_SIZE),
                epoch(properties),
                announceFrom(properties.start() == null ? "now" : properties.start()),
                between("recent-days", properties.recentDays(), 0, 3650),
                SourceFactory.positive(key + ".full-interval", properties.fullInterval()),
                between("requests-per-second", properties.requestsPerSecond(), 1, 1000),
                limits,
                authorization);
        return () -> new DicomwebFeed(settings, new DicomwebInventory(database.get(), name), clock);
    }

    private URI base() {
        if (url.getRawPath().toLowerCase(Locale.ROOT).matches(".*/studies(/.*)?")) {
            throw new WrongConfigurationException(
                    key + ".url",
                    "is not the base of a DICOMweb service",
                    "Set it to what stands before /studies, such as http://pacs:8042/dicom-web");
        }
        return url;
    }

    /** Of what is there at the first contact only the date of the study is known. */
    private String announceFrom(String start) {
        return switch (start) {
            case "now" -> null;
            case "beginning" -> "";
            default ->
                SourceFactory.instant(key + ".start", start)
                        .toString()
                        .substring(0, 10)
                        .replace("-", "");
        };
    }

    private int between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new WrongConfigurationException(
                    key + "." + name, "is " + value, "Set it to a number from " + least + " to " + most);
        }
        return value;
    }

    private boolean partitionInSubject(SourceProperties properties, String server) {
        if (subjectPartition(properties) == SubjectPartition.WHEN_ENABLED) {
            throw new WrongConfigurationException(
                    key + ".subject-partition",
                    "is when-enabled, but " + server + " has no data partitions",
                    "Set it to always or never");
        }
        return subjectPartition(properties) == SubjectPartition.ALWAYS;
    }

    private int epoch(SourceProperties properties) {
        if (properties.epoch() < DicomFeedSettings.FIRST_EPOCH) {
            throw new WrongConfigurationException(
                    key + ".epoch", "is " + properties.epoch(), "Set it to a number from 1");
        }
        return properties.epoch();
    }

    private SubjectPartition subjectPartition(SourceProperties properties) {
        return Arrays.stream(SubjectPartition.values())
                .filter(choice -> choice.value().equals(properties.subjectPartition()))
                .findFirst()
                .orElseThrow(() -> new WrongConfigurationException(
                        key + ".subject-partition",
                        "is '" + properties.subjectPartition() + "'",
                        "Set it to one of "
                                + Arrays.stream(SubjectPartition.values())
                                        .map(SubjectPartition::value)
                                        .collect(Collectors.joining(", "))));
    }
}
