package turtlelab.labctl.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;

/** What the kernel does with this process at Ctrl-C; Java itself hears only the first one. */
final class Interrupts {

    private static final int SIGINT = 2;
    private static final MemorySegment SIG_DFL = MemorySegment.NULL;

    private Interrupts() {}

    /** From now on the kernel ends the process, without asking it: {@code signal(2)}. */
    @SuppressWarnings("restricted") // labctl runs with native access; a signal changes its meaning
    static void endThisProcess() {
        var linker = Linker.nativeLinker();
        try {
            var signal =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("signal"),
                            FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
            var _ = (MemorySegment) signal.invokeExact(SIGINT, SIG_DFL);
        } catch (Throwable _) { // no such function: a second Ctrl-C waits like the first
            return;
        }
    }
}
