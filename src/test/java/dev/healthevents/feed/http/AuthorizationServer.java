package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.feed.http.RecordedServer.Asked;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A token endpoint on a real socket, as strict as the specification allows: RFC 6749, sections 2.3, 3.2, 4.4 and 5. It
 * knows which of its tokens are still good, so that a resource server can ask it.
 */
public final class AuthorizationServer implements AutoCloseable {

    /** Finds out whether a request is the client's that it says it is. */
    public interface ClientCheck {

        /**
         * @param form the body's parameters, each of which occurred once
         * @throws IllegalArgumentException with what is wrong with it
         */
        void check(Asked request, Map<String, String> form, URI tokenUrl);
    }

    private final RecordedServer server;
    private final Clock clock;
    private final Duration life;
    private final ClientCheck client;
    private final String scope;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    /** @param scope the one scope that may be asked for, or {@code null} if none may */
    public AuthorizationServer(Clock clock, Duration life, String scope, ClientCheck client) {
        this.clock = clock;
        this.life = life;
        this.client = client;
        this.scope = scope;
        this.server = RecordedServer.judging(this::answer);
    }

    private Answer answer(Asked request) {
        Map<String, String> form;
        try {
            form = form(request);
            client.check(request, form, tokenUrl());
        } catch (IllegalArgumentException e) {
            return error(401, "invalid_client", e.getMessage());
        }
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return error(400, "unsupported_grant_type", "client_credentials is");
        }
        if (scope == null ? form.containsKey("scope") : !scope.equals(form.get("scope"))) {
            return error(400, "invalid_scope", "not " + form.get("scope"));
        }
        String token = "tok-" + UUID.randomUUID();
        expiries.put(token, clock.instant().plus(life));
        return json(
                200,
                "{\"access_token\":\"" + token + "\",\"token_type\":\"bearer\",\"expires_in\":" + life.toSeconds()
                        + "}");
    }

    private static Map<String, String> form(Asked request) {
        refuseUnless(request.uri().toString().equals("/token"), "no endpoint at " + request.uri());
        refuseUnless(request.method().equals("POST"), "POST is needed, not " + request.method());
        refuseUnless(request.header("Content-type").startsWith("application/x-www-form-urlencoded"), "not a form");
        return parameters(request.body());
    }

    /** Of a form, each of which may be there once. */
    static Map<String, String> parameters(String body) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String parameter : body.split("&")) {
            String[] pair = parameter.split("=", 2);
            String value = URLDecoder.decode(pair[1], UTF_8);
            refuseUnless(form.put(URLDecoder.decode(pair[0], UTF_8), value) == null, "twice " + pair[0]);
        }
        return form;
    }

    static void refuseUnless(boolean right, String problem) {
        if (!right) {
            throw new IllegalArgumentException(problem);
        }
    }

    private static Answer error(int status, String code, String description) {
        return json(status, "{\"error\":\"" + code + "\",\"error_description\":\"" + description + "\"}");
    }

    private static Answer json(int status, String body) {
        return Answer.of(status, body)
                .with("Content-Type", "application/json;charset=UTF-8")
                .with("Cache-Control", "no-store");
    }

    /** Whether an {@code Authorization} header has a token of ours that has not ended. */
    public boolean accepts(String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        Instant expiry = expiries.get(authorization.substring("Bearer ".length()));
        return expiry != null && clock.instant().isBefore(expiry);
    }

    /** Takes back all tokens, before they end. */
    public void revoke() {
        expiries.clear();
    }

    public URI tokenUrl() {
        return server.url("/token");
    }

    /** How many times a token was asked for. */
    public int requests() {
        return server.asked().size();
    }

    @Override
    public void close() {
        server.close();
    }
}
