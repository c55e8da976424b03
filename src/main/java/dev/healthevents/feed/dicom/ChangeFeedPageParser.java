package dev.healthevents.feed.dicom;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads a page of a change feed, an array of rows, as a stream of JSON. */
final class ChangeFeedPageParser implements PageReader<ChangeFeedPage> {

    // What is skipped, such as metadata, may be odd, as long as it is JSON: it must not cost us the page.
    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final RowReader reader;

    ChangeFeedPageParser(RowReader reader) {
        this.reader = reader;
    }

    /** @throws FeedException if this is no page of a change feed */
    @Override
    public ChangeFeedPage read(InputStream in, Instant date) throws IOException, FeedException {
        List<DicomChange> changes = new ArrayList<>();
        List<Rejected> rejected = new ArrayList<>();
        try (JsonParser json = JSON.createParser(in)) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                ChangeFeedRow row = new ChangeFeedRow();
                RowParser parser = new RowParser(json, row);
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    parser.parse();
                    reader.read(row, changes, rejected);
                }
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                throw notFeed("is no array of rows");
            }
            if (json.nextToken() != null) {
                throw notFeed("has something after its end");
            }
        }
        return new ChangeFeedPage(changes, rejected, date);
    }

    @Override
    public ChangeFeedPage nothing(int status, Instant date) {
        return new ChangeFeedPage(List.of(), List.of(), date);
    }

    static FeedException notFeed(String what) {
        return new FeedException("The change feed answered JSON that " + what
                + "; is `url` that of a DICOM service with a change feed?");
    }
}
