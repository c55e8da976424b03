package dev.healthevents.ops.access;

import dev.healthevents.source.Sources;
import dev.healthevents.source.WakeSecret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may wake a source: whoever knows its secret, or may act. A server's hook can send one fixed header and nothing
 * else. Where the source has no secret, whoever may act; where nobody can sign in, that is everybody.
 */
final class WakeRule {

    static final RequestMatcher PATHS = PathPatternRequestMatcher.withDefaults().matcher("/api/sources/{name}/wake/**");

    private final Access access;
    private final Sources sources;

    WakeRule(Access access, Sources sources) {
        this.access = access;
        this.sources = sources;
    }

    /** The controller compares the secret itself, and says what is wrong. */
    AuthorizationManager<RequestAuthorizationContext> mayPass() {
        return (Supplier<Authentication> who, RequestAuthorizationContext context) ->
                new AuthorizationDecision(!access.signIn()
                        || secret(context.getRequest()) != WakeSecret.NONE
                        || context.getRequest().isUserInRole(Rights.ACT));
    }

    /** Does not take a source's secret for a token of ours. */
    BearerTokenResolver tokens() {
        DefaultBearerTokenResolver tokens = new DefaultBearerTokenResolver();
        return request -> knowsSecret(request) ? null : tokens.resolve(request);
    }

    private boolean knowsSecret(HttpServletRequest request) {
        return PATHS.matches(request)
                && secret(request) != WakeSecret.NONE
                && secret(request).allows(request.getHeader(HttpHeaders.AUTHORIZATION));
    }

    private WakeSecret secret(HttpServletRequest request) {
        String name = PATHS.matcher(request).getVariables().get("name");
        return name == null
                ? WakeSecret.NONE
                : sources.find(name)
                        .map(source -> source.settings().wakeSecret())
                        .orElse(WakeSecret.NONE);
    }
}
