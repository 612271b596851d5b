package turtlelab.features.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import turtlelab.labctl.lab.Programs;

/**
 * Programs of this source tree. Their first start builds and rehearses them, which takes longer
 * than what a scenario waits for, so that is done beforehand, once.
 */
public final class Built {

    private static final Set<String> DONE = new HashSet<>();

    private Built() {}

    /**
     * The launcher of a program that is ready to be started.
     *
     * @param launcher its path in the project, such as {@code labctl/bin/etcdctl}
     */
    public static synchronized Path program(String launcher) {
        var program = Programs.home().orElseThrow().resolve(launcher);
        if (DONE.add(launcher)) {
            build(program);
        }
        return program;
    }

    private static void build(Path program) {
        var builder = new ProcessBuilder(program.toString()).inheritIO();
        builder.environment().put("TURTLE_BUILD", "only");
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(program + " cannot be built: exit " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
