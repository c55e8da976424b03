package dev.healthevents.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Set<Fault> ALL = EnumSet.allOf(Fault.class);

    @Test
    void theSameSeedGivesTheSameScheduleAndAnotherOneAnother() {
        assertThat(Schedule.of(1, HOUR, ALL))
                .isEqualTo(Schedule.of(1, HOUR, ALL))
                .isNotEqualTo(Schedule.of(2, HOUR, ALL));
    }

    @Test
    void anHourHasThreeHundredFaultsAndEachOfThem() {
        List<PlannedFault> hour = Schedule.of(3, HOUR, ALL);

        assertThat(hour).hasSizeGreaterThan(300);
        assertThat(hour.stream().map(PlannedFault::fault).collect(Collectors.toSet()))
                .isEqualTo(ALL);
    }

    @Test
    void noTwoHappenToOnePlaceAtOnceAndAllAreOverAtTheEnd() {
        Map<Place, Duration> free = new EnumMap<>(Place.class);
        for (PlannedFault planned : Schedule.of(4, HOUR, ALL)) {
            assertThat(planned.at()).isGreaterThan(free.getOrDefault(planned.fault().place, Duration.ZERO));
            free.put(planned.fault().place, planned.at().plus(planned.lasts()));
        }
        assertThat(free.values()).allMatch(end -> end.compareTo(HOUR) <= 0);
    }

    @Test
    void nothingHappensThatIsNotPossible() {
        assertThat(Schedule.of(5, HOUR, Set.of(Fault.TOPIC_AWAY, Fault.BRIDGE_KILLED)))
                .extracting(PlannedFault::fault)
                .containsOnly(Fault.TOPIC_AWAY, Fault.BRIDGE_KILLED);
    }
}
