package turtlelab.labctl.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A processor as {@code /proc/cpuinfo} tells it.
 *
 * @param flags what it can; empty where nobody says, as on arm64 or macOS
 */
record Cpu(Set<String> flags) {

    /** The x86-64 psABI's level 3, as far as Linux shows it ({@code abm} is LZCNT's name there). */
    private static final Set<String> LEVEL_3 =
            Set.of("avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "abm");

    private static final Set<String> LEVEL_2 =
            Set.of("cx16", "lahf_lm", "popcnt", "pni", "sse4_1", "sse4_2", "ssse3");

    static Cpu read(Path cpuinfo) {
        try (var lines = Files.lines(cpuinfo)) {
            return new Cpu(
                    lines.filter(line -> line.startsWith("flags"))
                            .limit(1)
                            .flatMap(line -> Stream.of(line.replaceFirst(".*:", "").split(" ", -1)))
                            .filter(flag -> !flag.isEmpty())
                            .collect(Collectors.toSet()));
        } catch (IOException _) { // not a Linux
            return new Cpu(Set.of());
        }
    }

    boolean isKnown() {
        return !flags.isEmpty();
    }

    /** Whether it can carry virtual machines (Intel VT-x or AMD-V), and the firmware lets it. */
    boolean virtualises() {
        return flags.contains("vmx") || flags.contains("svm");
    }

    /** The highest level of x86-64 (1 to 3) that it reaches. */
    int level() {
        if (!flags.containsAll(LEVEL_2)) {
            return 1;
        }
        return flags.containsAll(LEVEL_3) ? 3 : 2;
    }
}
