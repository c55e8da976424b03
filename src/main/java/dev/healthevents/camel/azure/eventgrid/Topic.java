package dev.healthevents.camel.azure.eventgrid;

/** Where batches go. */
interface Topic {

    /**
     * Publishes a batch, all of it or nothing as far as the service tells.
     *
     * @param batch a JSON array of events, UTF-8
     * @throws com.azure.core.exception.HttpResponseException if the answer is other than 200
     */
    void publish(byte[] batch);
}
