package turtlelab.labctl.ctl.v2.call;

import java.util.List;
import java.util.Optional;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.setting.AddGuard;
import turtlelab.labctl.ctl.setting.Setting;
import turtlelab.labctl.ctl.wire.OtherKeyspace;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** One command as it was called: its words and flags, and the cluster it is for. */
public final class Call {

    private static final int NO_SYNC = 2;

    private final Flags flags;
    private final Setting setting;
    private Optional<Cluster> cluster = Optional.empty();

    /**
     * A call.
     *
     * @param flags with the values from the environment in them, and as words the arguments only
     */
    public Call(Flags flags, Setting setting) {
        this.flags = flags;
        this.setting = setting;
    }

    public Flags flags() {
        return flags;
    }

    /** The arguments. */
    public List<String> words() {
        return flags.words();
    }

    public Streams streams() {
        return setting.streams();
    }

    public Time time() {
        return setting.time();
    }

    /** Whom to ask before a member is added. */
    public AddGuard guard() {
        return setting.guard();
    }

    /** What {@code --output} names. */
    public String format() {
        return flags.text(V2Flags.OUTPUT, "simple");
    }

    /** A secret that is asked for where the command line does not have it. */
    public String password(String prompt) {
        return new Prompt(streams()).secret(prompt);
    }

    /**
     * The cluster, at all client URLs that its members publish unless {@code --no-sync} is given.
     * From the first time on {@code --total-timeout} runs.
     *
     * @throws CtlFailure when nobody is there
     */
    public Cluster cluster() {
        var opened = cluster.orElseGet(this::open);
        cluster = Optional.of(opened);
        return opened;
    }

    private Cluster open() {
        var settings = new V2Settings(flags);
        var wire = settings.wire(this::password);
        var limit = settings.totalTimeout();
        var opened =
                settings.cluster(wire, Optional.of(Deadline.in(limit, time())), streams().err());
        if (settings.syncs()) {
            sync(settings, opened);
        }
        tellEndpoints(settings, opened);
        return opened;
    }

    /** The cluster at the given endpoints and no others, without a limit on the whole. */
    public Cluster endpointsOnly() {
        var settings = new V2Settings(flags);
        var wire = settings.wire(this::password);
        var opened = settings.cluster(wire, Optional.empty(), streams().err());
        tellEndpoints(settings, opened);
        return opened;
    }

    /** Goes on with the given endpoints when they answer anything but what they should. */
    private void sync(V2Settings settings, Cluster opened) {
        tell(settings, "start to sync cluster using endpoints(", opened, ")");
        try {
            opened.sync();
        } catch (NoCluster e) {
            if (e.isUnreachable()) {
                throw new CtlFailure(NO_SYNC, e.text());
            }
        }
        tell(settings, "got endpoints(", opened, ") after sync");
    }

    private void tell(V2Settings settings, String before, Cluster opened, String after) {
        if (settings.isDebug()) {
            streams().err().println(before + String.join(",", opened.endpoints()) + after);
        }
    }

    private void tellEndpoints(V2Settings settings, Cluster opened) {
        if (settings.isDebug()) {
            streams().err().println("Cluster-Endpoints: " + String.join(", ", opened.endpoints()));
        }
    }

    /** What else to say of a key that is not there. Who chose the API by name needs no hint. */
    public Optional<String> hint(String key) {
        return setting.environment().containsKey("ETCDCTL_API")
                ? Optional.empty()
                : new OtherKeyspace(cluster().endpoints()).ifV3Has(key);
    }
}
