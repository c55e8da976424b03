package dev.healthevents.camel.deadletters;

import dev.healthevents.delivery.DeadLetterBlob;
import dev.healthevents.state.DeadLetter;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.component.azure.storage.blob.BlobConstants;

/** What the route that writes dead letters to Blob Storage calls. */
public final class DeadLetterBlobs {

    /**
     * Makes one blob of a batch.
     *
     * @param letters as {@code dead-letters:} hands them on
     * @param sink the name that goes with them
     */
    public void write(
            @Body List<DeadLetter> letters, @Header(DeadLettersEndpoint.NAME_HEADER) String sink, Exchange exchange) {
        DeadLetterBlob blob = DeadLetterBlob.of(sink, letters);
        exchange.getMessage().setHeader(BlobConstants.BLOB_NAME, blob.name());
        exchange.getMessage().setBody(blob.json());
    }
}
