package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallback;
import org.apache.kafka.common.security.oauthbearer.internals.secured.BasicOAuthBearerToken;

/** What Event Hubs' Kafka endpoint does with a token: checks whose signature, for whom and until when. */
public final class EntraBearerCheck implements AuthenticateCallbackHandler {

    static final String AUDIENCE = "https://clinic.servicebus.windows.net";

    private static final byte[] KEY = "a key of 32 bytes for these tests".getBytes(UTF_8);

    static String token(String audience, Instant expiry) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .audience(audience)
                        .subject("bridge")
                        .expirationTime(Date.from(expiry))
                        .build());
        jwt.sign(new MACSigner(KEY));
        return jwt.serialize();
    }

    static MACVerifier verifier() throws JOSEException {
        return new MACVerifier(KEY);
    }

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> login) {}

    @Override
    public void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (!(callback instanceof OAuthBearerValidatorCallback validation)) {
                throw new UnsupportedCallbackException(callback);
            }
            validate(validation);
        }
    }

    private static void validate(OAuthBearerValidatorCallback validation) {
        try {
            SignedJWT jwt = SignedJWT.parse(validation.tokenValue());
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (jwt.verify(verifier())
                    && claims.getAudience().contains(AUDIENCE)
                    && claims.getExpirationTime().after(new Date())) {
                validation.token(new BasicOAuthBearerToken(
                        validation.tokenValue(),
                        Set.of(),
                        claims.getExpirationTime().getTime(),
                        claims.getSubject(),
                        null));
                return;
            }
        } catch (ParseException | JOSEException e) {
            // Told below.
        }
        validation.error("invalid_token", null, null);
    }

    @Override
    public void close() {}
}
