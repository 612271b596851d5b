package turtlelab.labctl.ctl.v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.GoFlags;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** The v2 etcdctl: reads the command line, does the command. */
public final class V2Program {

    private static final int USAGE = 1;
    private static final int NO_SYNC = 2;

    private final Streams streams;
    private final Map<String, String> environment;
    private final Time time;

    public V2Program(Streams streams, Map<String, String> environment, Time time) {
        this.streams = streams;
        this.environment = environment;
        this.time = time;
    }

    /**
     * Runs one command.
     *
     * @param words the whole command line, the verb among them
     * @return etcdctl's exit code
     */
    public int run(V2Verb verb, List<String> words) throws InterruptedException {
        var flags = flags(verb, words);
        var settings = new V2Settings(flags);
        var cluster = settings.cluster(streams);
        return switch (verb) {
            case CLUSTER_HEALTH -> health(flags, settings, cluster);
            default -> {
                sync(settings, cluster);
                throw new CtlFailure(USAGE, verb.word() + ": not built yet");
            }
        };
    }

    private Flags flags(V2Verb verb, List<String> words) {
        var known = new ArrayList<>(V2Flags.GLOBAL);
        known.addAll(verb.flags());
        try {
            var flags = new GoFlags(known).parse(words);
            V2Flags.addEnvironment(flags, environment);
            return flags.withWords(flags.words().subList(1, flags.words().size()));
        } catch (FlagFailure e) {
            streams.out().println("Incorrect Usage: " + e.getMessage());
            throw new CtlFailure(USAGE, String.valueOf(e.getMessage()));
        }
    }

    private int health(Flags flags, V2Settings settings, Cluster cluster)
            throws InterruptedException {
        tellEndpoints(settings, cluster);
        var health = new ClusterHealth(cluster, streams.out(), time);
        return flags.isOn("forever") ? health.forever() : health.once();
    }

    private void sync(V2Settings settings, Cluster cluster) {
        if (settings.syncs()) {
            try {
                cluster.sync();
            } catch (NoCluster e) {
                throw new CtlFailure(NO_SYNC, e.text());
            }
        }
        tellEndpoints(settings, cluster);
    }

    private void tellEndpoints(V2Settings settings, Cluster cluster) {
        if (settings.isDebug()) {
            var endpoints = String.join(", ", cluster.endpoints());
            streams.err().println("Cluster-Endpoints: " + endpoints);
        }
    }
}
