package dev.healthevents.feed.http;

import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import java.net.URI;

/** Proves to a token endpoint which client we are: by a secret, or by a signature. */
@FunctionalInterface
interface ClientProof {

    /** @param tokenUrl the endpoint that it is for */
    ClientAuthentication at(URI tokenUrl);
}
