package turtlelab.labctl.driver;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that a driver needs on this machine. */
public final class Tools {

    private Tools() {}

    /** The first of these that is not on the {@code PATH}, as a sentence; empty when all are. */
    public static Optional<String> lacking(Map<String, String> environment, String... programs) {
        var path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return Stream.of(programs)
                .filter(program -> !isOn(path, program))
                .findFirst()
                .map("no `%s` on the PATH: install it"::formatted);
    }

    private static boolean isOn(String path, String program) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
