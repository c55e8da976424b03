package dev.healthevents.ops.access;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Knows the user that is configured. */
final class PasswordSignIn implements AuthenticationProvider {

    private final Access.Credential user;

    PasswordSignIn(Access.Credential user) {
        this.user = user;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        boolean password = user.secret().is(String.valueOf(given.getCredentials()));
        if (!password || !user.name().equals(given.getName())) {
            throw new BadCredentialsException("User or password is wrong");
        }
        return UsernamePasswordAuthenticationToken.authenticated(user.name(), null, Rights.of(user));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
