package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.dicom.Uids;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLogTest {

    private static final Uids IMAGE = new Uids("1.2", "1.2.3", "1.2.3.4");
    private static final Uids OTHER = new Uids("1.2", "1.2.3", "1.2.3.5");

    private static List<Long> seqs(ChangesPage page) {
        return page.changes().stream().map(Change::seq).toList();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                2_147_483_646L,
                2_147_483_647L,
                3_000_000_000L,
                4_294_967_294L,
                4_294_967_295L,
                5_000_000_000L,
                1L << 40,
                1L << 61
            })
    void howeverFarOrthancHasCountedItsNumbersAreWhole(long counter) throws Exception {
        ModelOrthanc orthanc = new ModelOrthanc(true, counter);
        orthanc.store(1, IMAGE);
        orthanc.store(1, OTHER);
        ChangeLog log = new ChangeLog(orthanc);

        assertThat(log.lastSeq(0)).isEqualTo(counter + 4);
        assertThat(seqs(log.page(0, 10))).containsExactly(counter + 1, counter + 3);
        assertThat(seqs(log.page(counter + 1, 10))).containsExactly(counter + 3);
        assertThat(log.page(counter + 3, 10).last()).isEqualTo(counter + 4);
    }

    @Test
    void numbersOfALogThatIsEmptyAtFirstAreWholeFromItsFirstRowOn() throws Exception {
        ModelOrthanc orthanc = new ModelOrthanc(true, 1L << 40);
        ChangeLog log = new ChangeLog(orthanc);
        long believed = log.lastSeq(0);
        orthanc.store(1, IMAGE);

        assertThat(seqs(log.page(believed, 10))).containsExactly((1L << 40) + 1);
    }

    @Test
    void oldRowsBeforeALeapOfTheCounterKeepTheirNumbers() throws Exception {
        ModelOrthanc orthanc = new ModelOrthanc(true, 0);
        orthanc.store(1, IMAGE);
        orthanc.leap(5_000_000_000L);
        orthanc.store(1, OTHER);

        assertThat(seqs(new ChangeLog(orthanc).page(0, 10))).containsExactly(1L, 5_000_000_001L);
    }

    @Test
    void aCounterThatWentBackIsNoticed() throws Exception {
        ModelOrthanc orthanc = new ModelOrthanc(true, 3_000_000_000L);
        ModelOrthanc.Backup backup = orthanc.backup();
        orthanc.store(1, IMAGE);
        ChangeLog log = new ChangeLog(orthanc);
        long known = log.lastSeq(0);
        orthanc.restore(backup);
        log.doubt();

        assertThat(log.lastSeq(known)).isEqualTo(3_000_000_000L);
    }
}
