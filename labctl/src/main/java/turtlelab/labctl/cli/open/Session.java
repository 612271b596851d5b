package turtlelab.labctl.cli.open;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import turtlelab.labctl.driver.Driver;
import turtlelab.labctl.exec.CtrlC;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.lab.LabFile;
import turtlelab.labctl.lab.LiveLab;
import turtlelab.labctl.lab.Programs;
import turtlelab.labctl.render.Progress;
import turtlelab.labctl.render.Terminal;

/**
 * One run of labctl: whom it talks to and what it was given.
 *
 * @param folder where labctl was called
 * @param drivers how a driver is made by its name
 */
public record Session(
        Streams streams,
        Terminal terminal,
        Map<String, String> environment,
        Path folder,
        DriverSource drivers,
        LiveLab.Surroundings surroundings) {

    /** The lab's file where none is named: the nearest above, else the one of the project. */
    public Path labFile() {
        for (var above = folder; above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(LabFile.NAME))) {
                return above.resolve(LabFile.NAME);
            }
        }
        return Programs.home().orElse(folder).resolve(LabFile.NAME);
    }

    /**
     * Tells the user how far each node has got.
     *
     * @param ifBrokenOff what they read when they end it by Ctrl-C
     */
    public Progress progress(String ifBrokenOff) {
        var progress = terminal.progress(streams);
        return new Breakable(
                progress,
                CtrlC.endsAtOnce(() -> progress.note("labctl: broken off. " + ifBrokenOff)));
    }

    /** Makes drivers. */
    public interface DriverSource {

        /**
         * The driver of this name, keeping its things in this folder.
         *
         * @throws turtlelab.labctl.exec.LabFailure when there is none of this name
         */
        Driver open(String name, Path state);
    }

    /** Implemented by the root command: verbs find their session through it. */
    public interface Source {
        Session session();
    }
}
