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
        return Stream.of(programs)
                .filter(program -> !isOn(environment, program))
                .findFirst()
                .map("no `%s` on the PATH: install it"::formatted);
    }

    /** Its file, where it is on the {@code PATH}; else its mere name, for an error to tell. */
    public static String find(Map<String, String> environment, String program) {
        return folders(environment)
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElse(program);
    }

    private static Stream<String> folders(Map<String, String> environment) {
        var path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1));
    }

    private static boolean isOn(Map<String, String> environment, String program) {
        return folders(environment)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
