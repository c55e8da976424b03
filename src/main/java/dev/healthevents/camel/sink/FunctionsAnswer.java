package dev.healthevents.camel.sink;

import java.net.URI;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Tells success from failure as Event Grid does, and tells of a failure without what the server may have echoed of our
 * secrets: its words, its headers and where it redirects to.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#message-delivery-status">Event Grid,
 *     message delivery status</a>
 */
public final class FunctionsAnswer {

    private static final String RETRY_AFTER = "Retry-After";

    private final URI address;

    /** @param address of the receiver, without its query */
    public FunctionsAnswer(URI address) {
        this.address = address;
    }

    /**
     * Looks at the answer.
     *
     * @throws HttpOperationFailedException if it is none of 200 to 204, with its status and its {@code Retry-After}
     */
    public void check(@Header(Exchange.HTTP_RESPONSE_CODE) int status, @Header(RETRY_AFTER) String retryAfter)
            throws HttpOperationFailedException {
        if (status < 200 || status > 204) {
            throw new HttpOperationFailedException(
                    address.toString(),
                    status,
                    null,
                    null,
                    retryAfter == null ? Map.of() : Map.of(RETRY_AFTER, retryAfter),
                    null);
        }
    }
}
