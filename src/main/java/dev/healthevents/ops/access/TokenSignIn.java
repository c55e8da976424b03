package dev.healthevents.ops.access;

import java.util.List;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;

/** Knows bearer tokens: those that are configured, and an OpenID provider's. */
final class TokenSignIn implements AuthenticationManager {

    private final List<Access.Credential> tokens;
    private final JwtAuthenticationProvider openId;

    TokenSignIn(Access access) {
        this.tokens = access.tokens();
        this.openId = access.openId() == null ? null : provider(access.openId());
    }

    @Override
    public Authentication authenticate(Authentication given) {
        BearerTokenAuthenticationToken bearer = (BearerTokenAuthenticationToken) given;
        for (Access.Credential credential : tokens) {
            if (credential.secret().is(bearer.getToken())) {
                return new PreAuthenticatedAuthenticationToken(credential.name(), null, Rights.of(credential));
            }
        }
        if (openId == null) {
            throw new InvalidBearerTokenException("This token is not known");
        }
        return openId.authenticate(given);
    }

    /** The provider is asked for its keys when the first token comes, so that the bridge starts without it. */
    private static JwtAuthenticationProvider provider(Access.OpenIdProvider openId) {
        JwtDecoder decoder = new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder made =
                    NimbusJwtDecoder.withIssuerLocation(openId.issuer()).build();
            made.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    JwtValidators.createDefaultWithIssuer(openId.issuer()),
                    new JwtClaimValidator<List<String>>(
                            JwtClaimNames.AUD, audience -> audience != null && audience.contains(openId.audience()))));
            return made;
        });
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(token -> new JwtAuthenticationToken(token, Rights.ALL));
        return provider;
    }
}
