package turtlelab.labctl.ctl.v2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.GoFlags;
import turtlelab.labctl.ctl.wire.OtherKeyspace;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** The v2 etcdctl: reads the command line, does the command. */
public final class V2Program {

    private static final int USAGE = 1;
    private static final int NO_SYNC = 2;
    private static final int NO_SUCH_COMMAND = 3;

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
        if (verb == V2Verb.CLUSTER_HEALTH) {
            tellEndpoints(settings, cluster);
            var health = new ClusterHealth(cluster, streams.out(), time);
            return flags.isOn("forever") ? health.forever() : health.once();
        }
        sync(settings, cluster);
        if (verb == V2Verb.MEMBER) {
            return member(flags.words(), new MemberCommands(cluster, streams.out()));
        }
        key(verb, new KeyCommands(new KeysApi(cluster, key -> hint(key, cluster)), flags, streams));
        return 0;
    }

    /** Who chose the API by name knows which keys it has. */
    private Optional<String> hint(String key, Cluster cluster) {
        return environment.containsKey("ETCDCTL_API")
                ? Optional.empty()
                : new OtherKeyspace(cluster.endpoints()).ifV3Has(key);
    }

    private static void key(V2Verb verb, KeyCommands keys) {
        switch (verb) {
            case GET -> keys.get();
            case LS -> keys.ls();
            case SET -> keys.set();
            case MK -> keys.mk();
            case UPDATE -> keys.update();
            case MKDIR -> keys.mkdir();
            case SETDIR -> keys.setdir();
            case UPDATEDIR -> keys.updatedir();
            case RM -> keys.rm();
            case RMDIR -> keys.rmdir();
            case CLUSTER_HEALTH, MEMBER -> throw new IllegalArgumentException(verb.word());
        }
    }

    private static int member(List<String> words, MemberCommands members) {
        var verb = words.isEmpty() ? "" : words.getFirst();
        var rest = words.isEmpty() ? words : words.subList(1, words.size());
        switch (verb) {
            case "list" -> members.list();
            case "add" -> members.add(rest);
            case "remove" -> members.remove(rest);
            case "update" -> members.update(rest);
            default -> throw new CtlFailure(NO_SUCH_COMMAND, "No help topic for '" + verb + "'");
        }
        return 0;
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

    private void sync(V2Settings settings, Cluster cluster) {
        if (settings.syncs()) {
            trySync(settings, cluster);
        }
        tellEndpoints(settings, cluster);
    }

    /** Goes on with the given endpoints when they answer anything but what they should. */
    private void trySync(V2Settings settings, Cluster cluster) {
        tell(settings, "start to sync cluster using endpoints(", cluster, ")");
        try {
            cluster.sync();
        } catch (NoCluster e) {
            if (e.isUnreachable()) {
                throw new CtlFailure(NO_SYNC, e.text());
            }
        }
        tell(settings, "got endpoints(", cluster, ") after sync");
    }

    private void tell(V2Settings settings, String before, Cluster cluster, String after) {
        if (settings.isDebug()) {
            streams.err().println(before + String.join(",", cluster.endpoints()) + after);
        }
    }

    private void tellEndpoints(V2Settings settings, Cluster cluster) {
        if (settings.isDebug()) {
            var endpoints = String.join(", ", cluster.endpoints());
            streams.err().println("Cluster-Endpoints: " + endpoints);
        }
    }
}
