package turtlelab.labctl.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import turtlelab.labctl.cli.Labctl;
import turtlelab.labctl.cli.open.Session;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.render.Terminal;

/** What a run of labctl left: exit code, stdout, stderr. */
public record Called(int exitCode, String out, String err) {

    /** Runs labctl in this folder, with nodes on this driver. */
    public static Called labctl(Path folder, Driver driver, String... words) {
        return labctl(folder, driver, Map.of(), words);
    }

    /** Runs labctl with these variables and no others. */
    public static Called labctl(
            Path folder, Driver driver, Map<String, String> environment, String... words) {
        return labctl(folder, driver, environment, TestLabs.surroundings(folder), words);
    }

    /** Runs labctl while time passes in a way of its own. */
    public static Called labctl(Path folder, Driver driver, Time time, String... words) {
        return labctl(folder, driver, Map.of(), TestLabs.surroundings(folder, time), words);
    }

    private static Called labctl(
            Path folder,
            Driver driver,
            Map<String, String> environment,
            LiveLab.Surroundings surroundings,
            String... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new Streams(new ByteArrayInputStream(new byte[0]), print(out), print(err));
        var session =
                new Session(
                        streams,
                        Terminal.none(),
                        environment,
                        folder,
                        (_, _) -> driver,
                        surroundings);
        int exit = new Labctl(session).run(words);
        return new Called(exit, out.toString(UTF_8), err.toString(UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
