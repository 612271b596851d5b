package turtlelab.labctl.ctl.v3.watch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** {@code watch}: tells every change of keys until interrupted, or ended by the cluster. */
public final class WatchCommand {

    private static final int ENDED_BY_CLUSTER = 5;

    private final Clusters clusters;
    private final Display display;
    private final Streams streams;
    private final Time time;

    public WatchCommand(Clusters clusters, Display display, Streams streams, Time time) {
        this.clusters = clusters;
        this.display = display;
        this.streams = streams;
        this.time = time;
    }

    /**
     * Watches.
     *
     * @param rest the separator {@code --} and the command behind it; empty without one
     */
    public void run(Flags flags, List<String> rest, Map<String, String> environment)
            throws CallFailed, InterruptedException {
        WatchLine.keysOf(environment);
        if (flags.isOn("interactive")) {
            new Conversation(this::following, streams, environment).run();
        }
        var line = WatchLine.of(flags, rest, environment);
        try {
            following(line).run();
        } catch (WatchLine.NothingToWatch e) {
            throw Failures.badArguments(String.valueOf(e.getMessage()));
        }
        throw new CtlFailure(ENDED_BY_CLUSTER, "Error: watch is canceled by the server");
    }

    private final ReentrantLock terminal = new ReentrantLock();

    private Following following(WatchLine line) throws WatchLine.NothingToWatch {
        var telling = new Telling(display, streams, terminal, line.command());
        return new Following(clusters, time, line.wanted(), telling);
    }
}
