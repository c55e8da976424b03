package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.healthevents.fuzz.Answer;
import dev.healthevents.fuzz.Stretched;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Feeds answers of a token endpoint: a token that can be sent and lives for a while, or a sentence without secrets. */
class TokenAnswerFuzzTest {

    private static final URI URL = URI.create("https://login.example.org/token");
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String SECRET = "s3cr3t-of-the-client";
    private static final int[] STATUS = {200, 200, 200, 400, 401, 302, 500};

    @DictionaryEntries({
        "{\"access_token\":\"abc\"",
        "\"token_type\":\"Bearer\"",
        "\"expires_in\":3600",
        "\"scope\":\"a b\"",
        "\"error\":\"invalid_client\"",
        "\"error_description\":\"",
        SECRET,
        "1e400",
        "9223372036854775808",
        "null",
        "\2\f"
    })
    @FuzzTest
    void anAnswerIsATokenOrASentence(byte[] input) {
        byte[] json = Stretched.of(input);
        int status = STATUS[Math.floorMod(json.length, STATUS.length)];
        Answer<Token> answer = Answer.of(json, in -> {
            HTTPResponse response = new HTTPResponse(status);
            response.setHeader("Content-Type", "application/json");
            response.setBody(new String(in.readAllBytes(), UTF_8));
            return TokenAnswer.token(URL, response, NOW, List.of(SECRET), CLOCK);
        });
        if (answer.understood()) {
            assertThat(status).isEqualTo(200);
            assertThat(answer.value().value()).isNotEmpty().matches("[!-~]+");
            assertThat(answer.value().expires()).isAfter(NOW).isBefore(NOW.plusSeconds(86_401));
        } else {
            assertThat(answer.refusal()).doesNotContain(SECRET).doesNotContainPattern("\\p{Cntrl}");
        }
    }
}
