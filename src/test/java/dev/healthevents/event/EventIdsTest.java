package dev.healthevents.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    // The literals in this class are from Python's uuid.uuid5.
    private static final Instant TIME = Instant.parse("2026-11-21T05:00:21.4400000Z");
    private static final UUID PATIENT = UUID.fromString("5733be45-e500-5f21-af7c-b350041fa54f");

    @Test
    void theNamespaceIsThatOfOurDomain() throws Exception {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(ByteBuffer.allocate(16)
                .putLong(DNS.getMostSignificantBits())
                .putLong(DNS.getLeastSignificantBits())
                .array());
        byte[] hash = sha1.digest("healthevents.dev".getBytes(UTF_8));
        hash[6] = (byte) (hash[6] & 0x0F | 0x50);
        hash[8] = (byte) (hash[8] & 0x3F | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);

        assertThat(EventIds.NAMESPACE).isEqualTo(new UUID(bytes.getLong(), bytes.getLong()));
    }

    @Test
    void theIdOfAVersionIsKnownForEver() {
        assertThat(EventIds.fhir("fhir.example.org", "Patient", "e87ef649-abe1-485c-8c09-549d85dfe30b", "3", TIME))
                .isEqualTo(PATIENT);
    }

    @Test
    void aVersionWithoutATimeHasAnIdForEverToo() {
        assertThat(EventIds.fhir("fhir.example.org", "Patient", "42", "1", null))
                .isEqualTo(UUID.fromString("b18fa108-20ec-51c5-af75-3c463a3cb1ee"));
    }

    @Test
    void whatIsFinerThanAMillisecondIsNoPartOfAnId() {
        assertThat(EventIds.fhir("fhir.example.org", "Patient", "42", "1", TIME.plusNanos(999_999)))
                .isEqualTo(EventIds.fhir("fhir.example.org", "Patient", "42", "1", TIME));
    }

    @Test
    void whatAnEarlierBuildAnnouncedIsKnownByItsFormerId() {
        assertThat(EventIds.fhirBeforeTimes("fhir.example.org", "Patient", "42", "1"))
                .isEqualTo(UUID.fromString("b57603aa-cb12-548d-9d1a-468895528468"));
    }

    @Test
    void aNameIsReadAsUtf8() {
        assertThat(EventIds.of("fhir.example.org/Patient/Zürich/_history/3"))
                .isEqualTo(UUID.fromString("c46aa516-4465-58b1-af38-3e6c2db014f0"));
    }

    @Test
    void theIdOfAVersionIsThatOfItsName() {
        assertThat(EventIds.of(
                        "fhir.example.org/Patient/e87ef649-abe1-485c-8c09-549d85dfe30b/_history/3@1795237221440"))
                .isEqualTo(PATIENT);
    }

    @Test
    void theIdOfAChangeFeedRowIsKnownForEver() {
        assertThat(EventIds.dicom("dicom.example.org", 1, 42))
                .isEqualTo(UUID.fromString("78592559-859b-56e9-a626-2cca3b2bdf82"));
    }

    @Test
    void theSameNumberInANewEpochIsAnotherId() {
        assertThat(EventIds.dicom("dicom.example.org", 2, 42))
                .isEqualTo(UUID.fromString("d8143483-5f84-5ae1-ba4f-e6a763ca9bc8"));
    }

    @Test
    void anIdIsAVersion5UuidOfTheRfcVariant() {
        assertThat(IntStream.range(0, 1000).mapToObj(i -> EventIds.of("name " + i)))
                .allSatisfy(id -> assertThat(id.version()).isEqualTo(5))
                .allSatisfy(id -> assertThat(id.variant()).isEqualTo(2))
                .doesNotHaveDuplicates();
    }

    @Test
    void anotherAccountTypeIdVersionOrTimeIsAnotherId() {
        assertThat(new UUID[] {
                    EventIds.fhir("fhir.example.org", "Patient", "42", "1", TIME),
                    EventIds.fhir("fhir.example.com", "Patient", "42", "1", TIME),
                    EventIds.fhir("fhir.example.org", "Observation", "42", "1", TIME),
                    EventIds.fhir("fhir.example.org", "Patient", "43", "1", TIME),
                    EventIds.fhir("fhir.example.org", "Patient", "42", "2", TIME),
                    EventIds.fhir("fhir.example.org", "Patient", "42", "01", TIME),
                    EventIds.fhir("fhir.example.org", "Patient", "42", "1", TIME.plusMillis(1)),
                    EventIds.fhir("fhir.example.org", "Patient", "42", "1", null)
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void everyThreadFindsTheSameId() {
        assertThat(IntStream.range(0, 2000)
                        .parallel()
                        .mapToObj(i -> EventIds.fhir("fhir.example.org", "Patient", "42", "1", TIME))
                        .distinct())
                .containsExactly(UUID.fromString("f58998ca-508d-526f-a856-d6c675565e6a"));
    }
}
