package dev.healthevents.feed.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Writes history Bundles as servers do, and reads them. */
final class Bundles {

    private Bundles() {}

    static String history(String... entries) {
        return page("2026-11-22T10:00:00.000+00:00", null, entries);
    }

    /** @param time {@code Bundle.meta.lastUpdated}, or {@code null}; {@code next}: the link, or {@code null} */
    static String page(String time, String next, String... entries) {
        return "{\"resourceType\":\"Bundle\""
                + (time == null ? "" : ",\"meta\":{\"lastUpdated\":\"" + time + "\"}")
                + ",\"type\":\"history\",\"link\":[{\"relation\":\"self\",\"url\":\"http://self/_history\"}"
                + (next == null ? "" : ",{\"relation\":\"next\",\"url\":\"" + next + "\"}")
                + "]"
                + (entries.length == 0 ? "" : ",\"entry\":[" + String.join(",", entries) + "]")
                + "}";
    }

    /** A version of a Patient as HAPI FHIR lists it. */
    static String patient(String id, int version, String time) {
        return "{\"fullUrl\":\"http://h/fhir/Patient/" + id + "\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\""
                + id + "\",\"meta\":{\"versionId\":\"" + version + "\",\"lastUpdated\":\"" + time
                + "\"}},\"request\":{\"method\":\"" + (version == 1 ? "POST" : "PUT") + "\",\"url\":\"Patient/" + id
                + "/_history/" + version + "\"},\"response\":{\"status\":\"" + (version == 1 ? "201 Created" : "200 OK")
                + "\",\"etag\":\"W/\\\"" + version + "\\\"\"}}";
    }

    /** A delete as HAPI FHIR lists it: without a resource and without any time. */
    static String deleted(String id, int version) {
        return "{\"fullUrl\":\"http://h/fhir/Patient/" + id + "\",\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/"
                + id + "/_history/" + version + "\"},\"response\":{\"status\":\"200 OK\",\"etag\":\"W/\\\"" + version
                + "\\\"\"}}";
    }

    static String recorded(String name) throws IOException {
        try (InputStream in = Bundles.class.getResourceAsStream("/fhir/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    static HistoryPage parse(String bundle, EntrySink sink) throws IOException, FeedException {
        return new HistoryPageParser("history", sink).read(new ByteArrayInputStream(bundle.getBytes(UTF_8)), null);
    }

    /** What the entries of one page mean. */
    static final class Read implements ChangeSink {
        final List<FhirChange> changes = new ArrayList<>();
        final List<Rejected> rejected = new ArrayList<>();
        int passedOver;

        static Read of(String... entries) throws IOException, FeedException {
            return ofBundle(history(entries));
        }

        static Read ofBundle(String bundle) throws IOException, FeedException {
            Read read = new Read();
            parse(bundle, new EntryReader(FhirFeedSettings.of(URI.create("http://h/fhir"), "/ws"), read));
            return read;
        }

        /** The only change, as {@code operation type/id/version time}. */
        String only() {
            if (changes.size() != 1 || !rejected.isEmpty()) {
                return changes + " " + rejected;
            }
            return line(changes.get(0));
        }

        static String line(FhirChange change) {
            return change.operation().name().substring("FHIR_RESOURCE_".length()) + " " + change.type() + "/"
                    + change.id() + "/" + change.version() + " " + change.time();
        }

        @Override
        public void changed(FhirChange change) {
            changes.add(change);
        }

        @Override
        public void rejected(Rejected entry) {
            rejected.add(entry);
        }

        @Override
        public void passOver() {
            passedOver++;
        }

        @Override
        public long distinct() {
            return changes.size();
        }
    }
}
