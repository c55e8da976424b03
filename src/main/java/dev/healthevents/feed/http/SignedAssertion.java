package dev.healthevents.feed.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.JWTID;
import java.net.URI;
import java.security.interfaces.ECPrivateKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/**
 * {@code private_key_jwt}: a JWT that says who we are, for one endpoint and five minutes, signed with ES384 or RS384 as
 * the key is.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch 2.2,
 *     asymmetric authentication</a>
 */
final class SignedAssertion implements ClientProof {

    /** The longest that the specification allows, so that clocks may differ most. */
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final String clientId;
    private final JWSHeader header;
    private final JWSSigner signer;
    private final Clock clock;

    SignedAssertion(String clientId, OAuthClient.SigningKey key, Clock clock) {
        this.clientId = clientId;
        this.clock = clock;
        boolean ec = key.privateKey() instanceof ECPrivateKey;
        this.header = new JWSHeader.Builder(ec ? JWSAlgorithm.ES384 : JWSAlgorithm.RS384)
                .type(JOSEObjectType.JWT)
                .keyID(key.id())
                .build();
        try {
            this.signer = ec ? new ECDSASigner((ECPrivateKey) key.privateKey()) : new RSASSASigner(key.privateKey());
        } catch (JOSEException e) {
            throw new IllegalStateException("A key that was checked can't sign", e);
        }
    }

    @Override
    public ClientAuthentication at(URI tokenUrl) {
        Instant now = clock.instant();
        SignedJWT assertion = new SignedJWT(
                header,
                new JWTClaimsSet.Builder()
                        .issuer(clientId)
                        .subject(clientId)
                        .audience(tokenUrl.toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .jwtID(new JWTID().getValue())
                        .build());
        try {
            assertion.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A key that was checked can't sign", e);
        }
        return new PrivateKeyJWT(assertion);
    }
}
