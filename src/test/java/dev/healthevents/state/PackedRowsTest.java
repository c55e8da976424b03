package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedRowsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");

    private static OutboxRow row(long position, String subject, String event, Instant changed) {
        return new OutboxRow(
                position,
                "id" + position,
                subject,
                event.getBytes(StandardCharsets.UTF_8),
                Attempts.NONE,
                false,
                "lab#2/17",
                changed);
    }

    private static List<OutboxRow> packedAndBack(OutboxRow... rows) {
        byte[] encoded = PackedRows.packed(List.of(rows));
        OutboxRow last = rows[rows.length - 1];
        return PackedRows.unpacked(encoded, last.position(), rows.length, last.origin());
    }

    @Test
    void rowsComeOutAsTheyWentIn() {
        OutboxRow first = row(7, "Patient/Müller-\uD83D\uDE00", "{}", NOON);
        OutboxRow second = row(8, "", "", null);

        assertThat(packedAndBack(first, second))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(first, second);
    }

    @Test
    void whatIsCutShortIsNotTakenForRows() {
        byte[] encoded = PackedRows.packed(List.of(row(7, "Patient/1", "{}", NOON), row(8, "Patient/2", "{}", NOON)));

        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatThrownBy(() -> PackedRows.unpacked(cut, 8, 2, "lab"))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining("up to 8 of an outbox are not whole");
        }
    }

    @Test
    void rowsMoreThanThereShouldBeAreNotLeftOut() {
        byte[] encoded = PackedRows.packed(List.of(row(7, "Patient/1", "{}", NOON), row(8, "Patient/2", "{}", NOON)));

        assertThatThrownBy(() -> PackedRows.unpacked(encoded, 8, 1, "lab"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("not as many as it says");
    }

    @Test
    void aFormOfTomorrowIsNotTakenForRows() {
        byte[] encoded = PackedRows.packed(List.of(row(7, "Patient/1", "{}", NOON)));
        encoded[0] = 2;

        assertThatThrownBy(() -> PackedRows.unpacked(encoded, 7, 1, "lab"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("in a form that this version does not know");
    }
}
