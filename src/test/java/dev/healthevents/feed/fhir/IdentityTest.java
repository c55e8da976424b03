package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    @ParameterizedTest
    @CsvSource({
        "Patient/1, Patient, 1",
        "/Patient/1, Patient, 1",
        "Patient/1/_history/4, Patient, 1",
        "Patient/1/_history, Patient, 1",
        "Patient/1?_pretty=a/b, Patient, 1",
        "https://h/fhir/Patient/a.b-c_d/_history/4?x, Patient, a.b-c_d",
        "Patient/Patient/cl-1, Patient, cl-1"
    })
    void aUrlNamesTypeAndId(String url, String type, String id) {
        assertThat(Identity.ofUrl(url)).isEqualTo(new Identity(type, id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "Patient",
                "Patient/",
                "Patient?identifier=a/b",
                "urn:uuid:9ba94d78-d337-4612-b907-5b53f5cc6a6a",
                "Patient/_history",
                "Patient/_search",
                "Patient/1/$meta-add",
                "Patient/with space",
                "9/1"
            })
    void otherUrlsNameNone(String url) {
        assertThat(Identity.ofUrl(url)).isNull();
    }

    @Test
    void aUrlOfTheWholeTypeDoesNotHideTheResource() {
        HistoryEntry entry = new HistoryEntry();
        entry.url = "https://host/fhir/Patient";
        entry.resourceType = "Patient";
        entry.resourceId = "7";
        assertThat(Identity.of(entry)).isEqualTo(new Identity("Patient", "7"));
    }

    @ParameterizedTest
    @CsvSource({"W/\"4\", 4", "\"4\", 4", "4, 4", "W/4, 4", "' W/\"a-b\" ', a-b"})
    void anEtagNamesTheVersion(String etag, String version) {
        assertThat(Identity.versionOfEtag(etag)).isEqualTo(version);
    }

    @Test
    void aHistoryUrlNamesTheVersion() {
        assertThat(Identity.versionOfUrl("https://h/fhir/Patient/1/_history/77?x=/y"))
                .isEqualTo("77");
        assertThat(Identity.versionOfUrl("Patient/1/_history/")).isNull();
        assertThat(Identity.versionOfUrl("Patient/1")).isNull();
    }

    @Test
    void anIdIsLimitedInLengthAndLetters() {
        assertThat(Identity.isId("x".repeat(256))).isTrue();
        assertThat(Identity.isId("x".repeat(257))).isFalse();
        assertThat(Identity.isId("a\u0085b")).isFalse();
        assertThat(Identity.isId("a/b")).isFalse();
    }
}
