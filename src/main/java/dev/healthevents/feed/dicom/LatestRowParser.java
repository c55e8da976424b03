package dev.healthevents.feed.dicom;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Reads the answer to {@code changefeed/latest}. That nothing has happened yet, the service says by 204, others by an empty
 * answer, by {@code null} or by a sequence of 0.
 */
final class LatestRowParser implements PageReader<LatestRow> {

    /** @throws FeedException if this is no row of a change feed with a number */
    @Override
    public LatestRow read(InputStream in, Instant date) throws IOException, FeedException {
        ChangeFeedRow row = new ChangeFeedRow();
        try (JsonParser json = ChangeFeedPageParser.JSON.createParser(in)) {
            JsonToken first = json.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                return nothing(200, date);
            }
            if (first != JsonToken.START_OBJECT) {
                throw ChangeFeedPageParser.notFeed("is no row where the latest one was asked for");
            }
            new RowParser(json, row).parse();
            if (json.nextToken() != null) {
                throw ChangeFeedPageParser.notFeed("has something after its end");
            }
        }
        long sequence = RowReader.number(row.sequence);
        if (sequence == 0) {
            return nothing(200, date);
        }
        Instant time = RowReader.time(row.timestamp);
        if (sequence < 0) {
            throw ChangeFeedPageParser.notFeed("has no sequence where the latest row was asked for");
        }
        return new LatestRow(sequence, time, date);
    }

    @Override
    public LatestRow nothing(int status, Instant date) {
        return new LatestRow(0, null, date);
    }
}
