package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;

/** Where tokens come from: a server's token endpoint, or Microsoft Entra. */
@FunctionalInterface
interface TokenSource {

    /**
     * Asks for a new token.
     *
     * @throws FeedException if none was given; a sentence for the operator, without secrets
     */
    Token request() throws FeedException;
}
