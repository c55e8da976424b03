package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {

    private static final int MANY = 200;

    @Test
    void theHeapThatGarbageHasMadeLargeIsGivenBack() {
        byte[][] garbage = new byte[MANY][];
        for (int i = 0; i < MANY; i++) {
            garbage[i] = new byte[1 << 20];
        }
        long large = SpareMemory.heap();
        assertThat(garbage[MANY - 1]).hasSize(1 << 20);
        garbage = null;

        SpareMemory.collect();

        assertThat(SpareMemory.heap()).isLessThan(large);
    }

    @Test
    void theJvmCollectsAsBeforeAfterwards() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        String before = options.getVMOption("MaxHeapFreeRatio").getValue();

        SpareMemory.collect();

        assertThat(options.getVMOption("MaxHeapFreeRatio").getValue()).isEqualTo(before);
    }
}
