package dev.healthevents.feed.http;

import static dev.healthevents.feed.http.AuthorizationServer.refuseUnless;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.healthevents.feed.http.RecordedServer.Asked;
import java.net.URI;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client with a registered public key, checked as SMART's section "Signature Verification" lists it, and each
 * {@code jti} accepted once only.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/client-confidential-asymmetric.html">SMART App Launch
 *     2.2</a>
 */
final class AssertionCheck implements AuthorizationServer.ClientCheck {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final String clientId;
    private final String keyId;
    private final PublicKey key;
    private final Clock clock;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    AssertionCheck(String clientId, String keyId, PublicKey key, Clock clock) {
        this.clientId = clientId;
        this.keyId = keyId;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public void check(Asked request, Map<String, String> form, URI tokenUrl) {
        refuseUnless(request.header("Authorization") == null, "two ways of authentication");
        refuseUnless(TYPE.equals(form.get("client_assertion_type")), "client_assertion_type");
        refuseUnless(!form.containsKey("client_id") || clientId.equals(form.get("client_id")), "client_id");
        try {
            SignedJWT jwt = SignedJWT.parse(form.get("client_assertion"));
            checkSignature(jwt);
            checkClaims(jwt.getJWTClaimsSet(), tokenUrl);
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("no assertion: " + form.get("client_assertion"));
        }
    }

    private void checkSignature(SignedJWT jwt) throws JOSEException {
        JWSAlgorithm expected = key instanceof ECPublicKey ? JWSAlgorithm.ES384 : JWSAlgorithm.RS384;
        refuseUnless(expected.equals(jwt.getHeader().getAlgorithm()), "alg is not " + expected);
        refuseUnless("JWT".equals("" + jwt.getHeader().getType()), "typ is not JWT");
        refuseUnless(keyId.equals(jwt.getHeader().getKeyID()), "kid is not registered");
        JWSVerifier verifier =
                key instanceof ECPublicKey ec ? new ECDSAVerifier(ec) : new RSASSAVerifier((RSAPublicKey) key);
        refuseUnless(jwt.verify(verifier), "the signature of " + jwt.serialize() + " is another's");
    }

    private void checkClaims(JWTClaimsSet claims, URI tokenUrl) {
        refuseUnless(clientId.equals(claims.getIssuer()), "iss");
        refuseUnless(clientId.equals(claims.getSubject()), "sub");
        refuseUnless(List.of(tokenUrl.toString()).equals(claims.getAudience()), "aud");
        Instant expiry = claims.getExpirationTime().toInstant();
        refuseUnless(expiry.isAfter(clock.instant()), "exp is over");
        refuseUnless(!expiry.isAfter(clock.instant().plus(Duration.ofMinutes(5))), "exp is more than 5 minutes away");
        refuseUnless(claims.getJWTID() != null && used.add(claims.getJWTID()), "jti was used before");
    }
}
