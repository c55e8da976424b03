package dev.healthevents.ops;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import dev.healthevents.delivery.Fatal;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JVM give memory back to the system that it took and does not need: the heap that garbage has made large, and
 * what the C library keeps of what compilers and threads have freed.
 *
 * @see <a href="https://openjdk.org/jeps/346">JEP 346: while there is work, G1 gives nothing back by itself</a>
 */
final class SpareMemory {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.ops");
    private static final String RATIO = "MaxHeapFreeRatio";

    /** Percent. With less than 55 free, what lives would be above the 45 % at which G1 begins to mark. */
    private static final int FREE = 66;

    private SpareMemory() {}

    /** Bytes that the heap has taken from the system. */
    static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    /** Collects all of the heap's garbage, for which all threads stand still, and has the heap as small as it may be. */
    static void collect() {
        long before = heap();
        long began = System.nanoTime();
        HotSpotDiagnosticMXBean options = options();
        String usual = options == null ? null : usual(options);
        if (usual == null) {
            System.gc();
        } else {
            collect(options, usual);
        }
        LOG.debug(
                "The heap had {} MB and has {} MB, after {} ms.",
                before >> 20,
                heap() >> 20,
                (System.nanoTime() - began) / 1_000_000);
    }

    private static void collect(HotSpotDiagnosticMXBean options, String usual) {
        options.setVMOption(RATIO, "" + FREE);
        try {
            System.gc();
        } finally {
            options.setVMOption(RATIO, usual);
        }
    }

    private static HotSpotDiagnosticMXBean options() {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        } catch (IllegalArgumentException e) {
            // Another JVM than HotSpot.
            return null;
        }
    }

    /** @return {@code null} where it is not ours to set, since whoever started the process has set it */
    private static String usual(HotSpotDiagnosticMXBean options) {
        try {
            VMOption option = options.getVMOption(RATIO);
            boolean ours = option.isWriteable() && option.getOrigin() != VMOption.Origin.VM_CREATION;
            return ours && Integer.parseInt(option.getValue()) > FREE ? option.getValue() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Has the C library give back what was freed: where it is glibc, and the JVM has a command for it. */
    static void trim() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            null,
                            null);
        } catch (JMException | RuntimeException e) {
            Fatal.check(e);
            LOG.debug("This JVM does not give native memory back when asked: {}.", e.toString());
        }
    }
}
