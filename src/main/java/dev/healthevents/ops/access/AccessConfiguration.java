package dev.healthevents.ops.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.source.Sources;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The rules of {@code docs/security.md}, on the way of every request. Nobody has a session. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
class AccessConfiguration {

    /** Nothing from elsewhere, nothing in line, in nobody's frame. */
    private static final String OWN_CONTENT =
            "default-src 'self'; base-uri 'none'; form-action 'self';" + " frame-ancestors 'none'; object-src 'none'";

    /** They say up or down, to orchestrators, which can't sign in. */
    private static final RequestMatcher PROBES = new OrRequestMatcher(
            path("/actuator/health"), path("/actuator/health/liveness"), path("/actuator/health/readiness"));

    @Bean
    SecurityFilterChain accessRules(HttpSecurity http, Access access, Sources sources, ObjectMapper json)
            throws Exception {
        Refusals refusals = new Refusals(access, json);
        WakeRule wake = new WakeRule(access, sources);
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .addFilterAfter(new AuditLog(), SecurityContextHolderFilter.class)
                .addFilterBefore(new ForeignPages(access, refusals), CsrfFilter.class);
        headers(http);
        signIn(http, access, wake, refusals);
        rules(http, access, wake);
        return http.build();
    }

    private static void headers(HttpSecurity http) throws Exception {
        http.headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(OWN_CONTENT))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN)));
    }

    private static void signIn(HttpSecurity http, Access access, WakeRule wake, Refusals refusals) throws Exception {
        if (!access.signIn()) {
            // No password that a browser could add; ForeignPages keeps other sites out.
            http.csrf(AbstractHttpConfigurer::disable);
            return;
        }
        http.csrf(csrf -> csrf.csrfTokenRepository(PageTokens.cookies())
                .csrfTokenRequestHandler(new PageTokens())
                .requireCsrfProtectionMatcher(PageTokens.ASKED));
        if (access.user() != null) {
            http.authenticationProvider(new PasswordSignIn(access.user()))
                    .httpBasic(basic -> basic.authenticationEntryPoint(refusals));
        }
        if (access.takesTokens()) {
            TokenSignIn tokens = new TokenSignIn(access);
            http.oauth2ResourceServer(bearer -> bearer.bearerTokenResolver(wake.tokens())
                    .authenticationManagerResolver(request -> tokens)
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals));
        }
    }

    private static void rules(HttpSecurity http, Access access, WakeRule wake) throws Exception {
        http.authorizeHttpRequests(rules -> {
            rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD)
                    .permitAll();
            rules.requestMatchers(PROBES).permitAll();
            rules.requestMatchers(WakeRule.PATHS).access(wake.mayPass());
            var looks = rules.requestMatchers(request -> !Methods.act(request));
            var acts = rules.anyRequest();
            if (access.loopback()) {
                looks.permitAll();
            } else {
                looks.hasRole(Rights.LOOK);
            }
            if (access.signIn()) {
                acts.hasRole(Rights.ACT);
            } else {
                acts.permitAll();
            }
        });
    }

    private static RequestMatcher path(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(path);
    }
}
