package turtlelab.labctl.ctl.v3.maintenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.display.SnapshotStatus;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.ctl.wire.Json;
import turtlelab.labctl.exec.Command;
import turtlelab.labctl.exec.LocalShell;
import turtlelab.labctl.exec.Output;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.lab.Engine;
import turtlelab.labctl.lab.Programs;

/**
 * {@code snapshot save|status|restore}. What a file holds and how a data dir looks only the node
 * knows, so the last two run {@code turtled snapshot}.
 */
public final class SnapshotCommands {
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final int INTERRUPTED = 5;

    private final Display display;
    private final Streams streams;
    private final Programs programs;

    public SnapshotCommands(Display display, Streams streams, Map<String, String> environment) {
        this.display = display;
        this.streams = streams;
        this.programs = Programs.ofThisMachine(environment);
    }

    /**
     * Saves the state of one member.
     *
     * @param cluster patient enough for a large state
     */
    public void save(Flags flags, GrpcCluster cluster) throws CallFailed {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("snapshot save expects one argument");
        }
        var endpoints = cluster.endpoints();
        if (endpoints.size() != 1) {
            throw new CtlFailure(
                    INTERRUPTED,
                    "Error: snapshot must be requested to one selected node, not multiple ["
                            + String.join(" ", endpoints)
                            + "]");
        }
        var file = flags.words().getFirst();
        try {
            SnapshotDownload.to(Path.of(file), cluster);
        } catch (IOException e) {
            throw new CtlFailure(INTERRUPTED, "Error: " + e.getMessage());
        }
        streams.out().println("Snapshot saved at " + file);
    }

    public void status(Flags flags) {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("snapshot status requires exactly one argument");
        }
        var output = turtled(List.of("status", flags.words().getFirst()));
        var told =
                Json.parse(output.out())
                        .orElseThrow(
                                () -> new CtlFailure(Failures.FAILED, "Error: " + output.out()));
        display.snapshot(
                new SnapshotStatus(
                        told.at("hash").number(),
                        told.at("revision").number(),
                        told.at("totalKey").number(),
                        told.at("totalSize").number()));
    }

    public void restore(Flags flags, List<String> names) {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("snapshot restore requires exactly one argument");
        }
        var words = new ArrayList<>(List.of("restore", flags.words().getFirst()));
        for (var name : names) {
            flags.text(name).ifPresent(value -> words.add("--" + name + "=" + value));
        }
        streams.err().print(turtled(words).err());
    }

    private Output turtled(List<String> words) {
        var command = new ArrayList<>(List.of(programs.daemon(Engine.TURTLED).toString()));
        command.add("snapshot");
        command.addAll(words);
        var output = new LocalShell(LIMIT).run(Command.of(command));
        if (!output.succeeded()) {
            throw new CtlFailure(Failures.FAILED, output.err().strip());
        }
        return output;
    }
}
