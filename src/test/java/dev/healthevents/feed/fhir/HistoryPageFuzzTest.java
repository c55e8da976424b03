package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import dev.healthevents.feed.Rejected;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.EventAsSent;
import dev.healthevents.fuzz.Stretched;
import dev.healthevents.fuzz.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Feeds pages of a history: what is a page is understood to its last entry, and each entry is what it says. */
class HistoryPageFuzzTest {

    private static final FhirFeedSettings SETTINGS =
            FhirFeedSettings.of(URI.create("https://fhir.example.org/fhir"), "/subscriptions/local");

    /** A page as it is understood. */
    private record Understood(HistoryPage page, List<FhirChange> changes, List<Rejected> rejected, int passedOver) {}

    @DictionaryEntries({
        "\"entry\":[",
        "\"resource\":{",
        "\"request\":{",
        "\"response\":{",
        "\"meta\":{",
        "\"versionId\":",
        "\"id\":",
        "\"lastUpdated\":",
        "\"2026-11-29T10:00:00.123Z\"",
        "\"method\":",
        "\"DELETE\"",
        "\"url\":",
        "Patient/1/_history/2",
        "\"status\":",
        "\"etag\":\"W/\\\"3\\\"\"",
        "\"lastModified\":",
        "\"link\":[{\"relation\":\"next\",\"url\":",
        "null",
        "[",
        "{",
        "\\ud800",
        "\\n",
        "?",
        "\2\f"
    })
    @FuzzTest
    void aPageIsUnderstoodWholeOrRefusedWhole(byte[] input) {
        byte[] json = Stretched.of(input);
        Answer<Understood> answer = Answer.of(json, HistoryPageFuzzTest::read);
        if (!answer.understood()) {
            return;
        }
        Understood page = answer.value();
        assertThat(page.changes.size() + page.rejected.size() + page.passedOver).isEqualTo(page.page.entries());
        page.rejected.forEach(HistoryPageFuzzTest::hasReason);
        page.changes.forEach(HistoryPageFuzzTest::canBeSent);
        Tree.of(json).ifPresent(tree -> agree(page, tree));
    }

    private static Understood read(InputStream in) throws IOException, dev.healthevents.feed.FeedException {
        Gathered gathered = new Gathered();
        HistoryPage page = new HistoryPageParser("history", new EntryReader(SETTINGS, gathered)).read(in, null);
        return new Understood(page, gathered.changes, gathered.rejected, gathered.passedOver);
    }

    private static void hasReason(Rejected entry) {
        assertThat(entry.reason()).endsWith(".");
        assertThat(entry.entry()).isNotBlank().hasSizeLessThan(1_200).doesNotContainPattern("\\?[^… ]");
    }

    private static void canBeSent(FhirChange change) {
        EventAsSent.saysTheSame((change.time() == null ? change.at(Instant.EPOCH) : change).event(SETTINGS));
    }

    private static void agree(Understood page, JsonNode tree) {
        assertThat(page.page.entries()).isEqualTo(tree.path("entry").size());
        List<JsonNode> deletes = new ArrayList<>();
        tree.path("entry").forEach(entry -> {
            if (entry.at("/request/method").asText().strip().equalsIgnoreCase("DELETE")) {
                deletes.add(entry);
            }
        });
        assertThat(page.passedOver).isLessThanOrEqualTo(page.page.entries() - deletes.size());
        page.changes.forEach(change -> assertThat(tree.toString()).contains(change.type()));
    }

    private static final class Gathered implements ChangeSink {
        private final List<FhirChange> changes = new ArrayList<>();
        private final List<Rejected> rejected = new ArrayList<>();
        private int passedOver;

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
            return changes.size() + rejected.size();
        }
    }
}
