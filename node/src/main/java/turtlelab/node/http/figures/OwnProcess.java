package turtlelab.node.http.figures;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system says about this process; zero where it does not say. */
final class OwnProcess {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double NANOS = 1e9;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern ADDRESS_SPACE =
            Pattern.compile("Max address space\\s+(\\d+)\\s.*");
    private static final double NO_LIMIT = 0x1p64;
    private static final int KIBI = 1024;

    private OwnProcess() {}

    static double residentBytes() {
        return kibibytes("VmRSS:");
    }

    static double virtualBytes() {
        return kibibytes("VmSize:");
    }

    private static double kibibytes(String field) {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(field))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * (double) KIBI;
        } catch (IOException _) {
            return 0; // The file is the kernel's; what it does not tell is not known.
        }
    }

    /** As Go's library has it: without a limit all that 64 bits can address. */
    static double mostVirtualBytes() {
        if (!Files.isReadable(LIMITS)) {
            return 0;
        }
        try (var lines = Files.lines(LIMITS)) {
            return lines.map(ADDRESS_SPACE::matcher)
                    .filter(Matcher::matches)
                    .mapToDouble(limit -> Double.parseDouble(limit.group(1)))
                    .findFirst()
                    .orElse(NO_LIMIT);
        } catch (IOException _) {
            return 0; // As above.
        }
    }

    static double openFiles() {
        return unix().map(UnixOperatingSystemMXBean::getOpenFileDescriptorCount).orElse(0L);
    }

    static double mostFiles() {
        return unix().map(UnixOperatingSystemMXBean::getMaxFileDescriptorCount).orElse(0L);
    }

    static double cpuSeconds() {
        return unix().map(UnixOperatingSystemMXBean::getProcessCpuTime).orElse(0L) / NANOS;
    }

    static double startSeconds() {
        return ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
    }

    private static Optional<UnixOperatingSystemMXBean> unix() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                ? Optional.of(os)
                : Optional.empty();
    }
}
