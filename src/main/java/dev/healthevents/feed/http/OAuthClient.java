package dev.healthevents.feed.http;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Clock;

/**
 * A client as it is registered with an authorization server.
 *
 * @param tokenUrl the token endpoint, or {@code null} where the FHIR server tells it
 * @param id of the client
 * @param proof how it proves who it is
 * @param scope what to ask for, with spaces between, or {@code null} for what the server gives by itself
 * @param audience for servers that ask for it, or {@code null}
 */
public record OAuthClient(URI tokenUrl, String id, Proof proof, String scope, String audience) {

    /** @throws IllegalArgumentException if secrets may not be sent to the URL: it is neither https nor on this machine */
    public OAuthClient {
        if (tokenUrl != null && !TokenUrl.safe(tokenUrl)) {
            throw new IllegalArgumentException("A token endpoint is asked over https, or on this machine");
        }
    }

    /** What a client has that nobody else has. */
    public sealed interface Proof {}

    /**
     * A secret that the server knows too.
     *
     * @param inBody whether it is sent in the body ({@code client_secret_post}), not in a header
     *     ({@code client_secret_basic})
     */
    public record ClientSecret(String value, boolean inBody) implements Proof {

        @Override
        public String toString() {
            return "ClientSecret";
        }
    }

    /**
     * A key whose public half the server knows, for SMART Backend Services.
     *
     * @param privateKey RSA of at least 2048 bits, or EC on P-384
     * @param id of the key, {@code kid}
     */
    public record SigningKey(PrivateKey privateKey, String id) implements Proof {

        private static final int FEWEST_BITS = 2048;

        /** @throws IllegalArgumentException if it is a key of another kind or too short */
        public SigningKey {
            boolean rsa = privateKey instanceof RSAKey key && key.getModulus().bitLength() >= FEWEST_BITS;
            boolean ec =
                    privateKey instanceof ECKey key && Curve.P_384.equals(Curve.forECParameterSpec(key.getParams()));
            if (!rsa && !ec) {
                throw new IllegalArgumentException("The key must be RSA of 2048 bits or more, or EC on P-384");
            }
        }

        @Override
        public String toString() {
            return "SigningKey[" + id + "]";
        }
    }

    TokenSource tokens(URI server, HttpLimits limits, Clock clock) {
        TokenUrl url = tokenUrl == null ? new SmartConfiguration(server, limits, clock) : () -> tokenUrl;
        return new ClientCredentials(url, proof(clock), scope, audience, new TokenEndpoint(limits, clock));
    }

    private ClientProof proof(Clock clock) {
        ClientID client = new ClientID(id);
        if (proof instanceof SigningKey key) {
            return new SignedAssertion(id, key, clock);
        }
        ClientSecret own = (ClientSecret) proof;
        Secret secret = new Secret(own.value());
        return own.inBody()
                ? endpoint -> new ClientSecretPost(client, secret)
                : endpoint -> new ClientSecretBasic(client, secret);
    }
}
