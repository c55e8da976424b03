package dev.healthevents.feed.http;

import static dev.healthevents.feed.http.AuthorizationServer.refuseUnless;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.feed.http.RecordedServer.Asked;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Map;

/**
 * A client with a secret, which it sends in one way and not in the other, and never in both. What it refuses it echoes, as
 * no server should.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>
 */
public record SecretCheck(String id, String secret, boolean inBody) implements AuthorizationServer.ClientCheck {

    @Override
    public void check(Asked request, Map<String, String> form, URI tokenUrl) {
        String header = request.header("Authorization");
        if (inBody) {
            refuseUnless(header == null, "client_secret_post has no header");
            refuseUnless(id.equals(form.get("client_id")), "who is " + form.get("client_id") + "?");
            refuseUnless(secret.equals(form.get("client_secret")), "what is " + form.get("client_secret") + "?");
            return;
        }
        refuseUnless(header != null && header.startsWith("Basic "), "client_secret_basic has a header");
        refuseUnless(!form.containsKey("client_secret"), "client_secret_basic has nothing in the body");
        String[] pair = new String(Base64.getDecoder().decode(header.substring(6)), UTF_8).split(":", 2);
        refuseUnless(
                id.equals(URLDecoder.decode(pair[0], UTF_8)) && secret.equals(URLDecoder.decode(pair[1], UTF_8)),
                "what is " + header + " or " + URLDecoder.decode(pair[1], UTF_8) + "?");
    }
}
