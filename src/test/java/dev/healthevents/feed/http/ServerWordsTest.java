package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerWordsTest {

    @Test
    void diagnosticsGoBeforeOtherWords() {
        assertThat(
                        in(
                                "{\"issue\":[{\"details\":{\"text\":\"vague\"},\"expression\":[\"x\"],\"diagnostics\":\"exact\"}]}"))
                .isEqualTo("exact");
    }

    @Test
    void otherWordsAreBetterThanNone() {
        assertThat(in("{\"text\":{\"div\":\"<p/>\"},\"issue\":[{\"details\":{\"text\":\"vague\"}}]}"))
                .isEqualTo("vague");
        assertThat(in("{\"status\":404}")).isNull();
    }

    @Test
    void whatCameBeforeABreakIsKept() {
        assertThat(in("{\"message\":\"half\",\"x\":")).isEqualTo("half");
    }

    @Test
    void wordsAreOneShortLine() {
        assertThat(ServerWords.tidy("a\r\n\tb" + "c".repeat(500), List.of()))
                .startsWith("a bccc")
                .hasSize(200);
    }

    @Test
    void plainTextIsKeptOnOneLineWithoutSecrets() {
        assertThat(plain("The query parameter 'limit'\r\nis invalid. tok-12345"))
                .isEqualTo("The query parameter 'limit' is invalid. ***");
    }

    @Test
    void markupThatClaimsToBePlainTextAndNothingAtAllAreNoWords() {
        assertThat(plain("  <html><body>Sign in</body></html>")).isNull();
        assertThat(plain("")).isNull();
    }

    private static String plain(String text) {
        return ServerWords.plain(new ByteArrayInputStream(text.getBytes(UTF_8)), List.of("tok-12345"));
    }

    private static String in(String json) {
        return ServerWords.in(new ByteArrayInputStream(json.getBytes(UTF_8)), List.of());
    }
}
