package dev.healthevents.feed.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryUrlsTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");
    private static final HistoryUrls URLS = new HistoryUrls(URI.create("http://h:8080/fhir"));
    private static final URI PAGE = URI.create("http://h:8080/fhir/_history?_count=2");

    @Test
    void anOpenWindowIsSince() {
        assertThat(URLS.of(Listing.SYSTEM, Window.openFrom(TEN), 500, true, ClosedWindows.AT))
                .hasToString("http://h:8080/fhir/_history?_since=2026-11-22T10%3A00%3A00.000Z&_count=500"
                        + "&_elements=id%2Cmeta");
    }

    @Test
    void aClosedWindowIsAtTwice() {
        assertThat(URLS.of(Listing.SYSTEM, new Window(TEN, TEN.plusMillis(5)), 10, false, ClosedWindows.AT))
                .hasToString("http://h:8080/fhir/_history?_at=ge2026-11-22T10%3A00%3A00.000Z"
                        + "&_at=lt2026-11-22T10%3A00%3A00.005Z&_count=10");
    }

    @Test
    void aClosedWindowIsSinceAndBeforeWhereTheServerHasItSo() {
        assertThat(URLS.of(Listing.SYSTEM, new Window(TEN, TEN.plusMillis(5)), 10, false, ClosedWindows.BEFORE))
                .hasToString("http://h:8080/fhir/_history?_since=2026-11-22T10%3A00%3A00.000Z"
                        + "&_before=2026-11-22T10%3A00%3A00.005Z&_count=10");
    }

    @Test
    void aSearchIsByLastUpdated() {
        assertThat(URLS.of(Listing.search("Patient"), new Window(TEN, TEN.plusMillis(5)), 10, false, ClosedWindows.AT))
                .hasToString("http://h:8080/fhir/Patient?_lastUpdated=ge2026-11-22T10%3A00%3A00.000Z"
                        + "&_lastUpdated=lt2026-11-22T10%3A00%3A00.005Z&_sort=_lastUpdated&_count=10");
    }

    @Test
    void aLinkOfATypesHistoryStaysInIt() throws Exception {
        assertThat(URLS.next(
                        Listing.history("Patient"),
                        URI.create("http://h:8080/fhir/Patient/_history?_count=2"),
                        "http://inner/x/Patient/_history?_page=2"))
                .hasToString("http://h:8080/fhir/Patient/_history?_page=2");
    }

    @ParameterizedTest
    @CsvSource({
        "_count=2, _count=2&_offset=2, _count=2&_offset=1",
        "_offset=2&_count=2, _offset=4&_count=2, _offset=3&_count=2",
        "_count=2, _count=2&_offset=3, _count=2&_offset=3",
        "_count=2, _count=2&my_offset=2, _count=2&my_offset=2",
        "_count=2, _page=2, _page=2"
    })
    void aLinkThatCountsEntriesIsFollowedToTheLastOneOfThePageBefore(String page, String link, String followed) {
        URI base = URI.create("http://h/fhir/_history?");

        assertThat(HistoryUrls.overlapping(URI.create(base + page), 2, URI.create(base + link)))
                .hasToString(base + followed);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8080/fhir/_history?_offset=2&_since=2026-11-22T10%3A00, /fhir/_history?_offset=2&_since=2026-11-22T10%3A00",
        "https://inner.example:9/fhir/_history?_page=2, /fhir/_history?_page=2",
        "http://inner/other/prefix/_history?ct=a%2Bb, /fhir/_history?ct=a%2Bb",
        "http://h:8080/fhir?_getpages=1, /fhir?_getpages=1",
        "http://inner/fhir/__page/x.y?z, /fhir/__page/x.y?z",
        "?_offset=4, /fhir/_history?_offset=4",
        "_history?_offset=4, /fhir/_history?_offset=4",
        "/fhir/_history?_offset=4, /fhir/_history?_offset=4",
        "'_history?x=a|b ü', /fhir/_history?x=a%7Cb%20%C3%BC"
    })
    void aNextLinkIsFollowedOntoTheConfiguredServer(String link, String path) throws Exception {
        assertThat(URLS.next(Listing.SYSTEM, PAGE, link)).hasToString("http://h:8080" + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h:8080/admin?x=1",
                "http://h:8080/fhirx/page",
                "http://h:8080/fhir/../admin",
                "http://h:8080/fhir/%2e%2e/admin",
                "../../../etc/_historyx",
                "mailto:root@h",
                "http://",
                "a:b:%zz"
            })
    void aNextLinkToElsewhereIsNotFollowed(String link) {
        assertThatThrownBy(() -> URLS.next(Listing.SYSTEM, PAGE, link)).isInstanceOf(FeedException.class);
    }

    @Test
    void aServerAtTheRootIsFollowedToo() throws Exception {
        HistoryUrls root = new HistoryUrls(URI.create("http://h"));
        assertThat(root.next(Listing.SYSTEM, URI.create("http://h/_history"), "http://x/_history?p=2"))
                .hasToString("http://h/_history?p=2");
    }
}
