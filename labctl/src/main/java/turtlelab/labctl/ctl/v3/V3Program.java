package turtlelab.labctl.ctl.v3;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.display.FieldsDisplay;
import turtlelab.labctl.ctl.display.JsonDisplay;
import turtlelab.labctl.ctl.display.SimpleDisplay;
import turtlelab.labctl.ctl.display.TableDisplay;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.FlagSpec;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.Pflags;
import turtlelab.labctl.ctl.setting.AddGuard;
import turtlelab.labctl.ctl.setting.Setting;
import turtlelab.labctl.ctl.v3.check.CheckCommands;
import turtlelab.labctl.ctl.v3.lease.ElectCommand;
import turtlelab.labctl.ctl.v3.lease.LeaseCommands;
import turtlelab.labctl.ctl.v3.lease.LockCommand;
import turtlelab.labctl.ctl.v3.maintenance.MaintenanceCommands;
import turtlelab.labctl.ctl.v3.maintenance.SnapshotCommands;
import turtlelab.labctl.ctl.v3.watch.MirrorCommand;
import turtlelab.labctl.ctl.v3.watch.WatchCommand;
import turtlelab.labctl.ctl.wire.OtherKeyspace;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** The v3 etcdctl: reads the command line, does the command. */
public final class V3Program {

    private final Streams streams;
    private final Map<String, String> environment;
    private final Time time;
    private final AddGuard guard;

    public V3Program(Setting setting) {
        this.streams = setting.streams();
        this.environment = setting.environment();
        this.time = setting.time();
        this.guard = setting.guard();
    }

    /**
     * Runs one command.
     *
     * @param words the whole command line, the verb among them
     * @throws FlagFailure when a flag does not fit
     */
    public void run(V3Verb verb, List<String> words) throws InterruptedException {
        int separator = verb == V3Verb.WATCH ? words.indexOf("--") : -1;
        int end = separator < 0 ? words.size() : separator;
        var flags = flags(verb, words.subList(0, end));
        V3Flags.addEnvironment(verb, flags, environment, streams.err());
        for (var flag : V3Flags.NOT_BUILT) {
            if (flags.has(flag)) {
                throw new CtlFailure(Failures.FAILED, "Error: --" + flag + " is not built yet");
            }
        }
        if (flags.isOn(V3Flags.DEBUG)) {
            tellSettings(flags);
        }
        if (saysIt(verb, flags)) {
            return;
        }
        var connections = Connections.of(flags);
        try (var cluster = connections.limited()) {
            try {
                if (verb.lasts()) {
                    last(verb, flags, words.subList(end, words.size()), connections);
                } else {
                    run(verb, flags, connections, cluster);
                }
            } catch (CallFailed e) {
                throw Failures.of(e, cluster);
            }
        }
    }

    /** Does what needs no cluster; false for all other commands. */
    private boolean saysIt(V3Verb verb, Flags flags) {
        var out = streams.out();
        switch (verb) {
            case VERSION -> out.print("etcdctl version: 3.4.23\nAPI version: 3.4\n");
            case COMPLETION_BASH -> out.print(Completion.forBash(flags));
            case COMPLETION_ZSH -> out.print(Completion.forZsh(flags));
            case COMPLETION_FISH -> out.print(Completion.forFish(flags));
            case COMPLETION_POWERSHELL -> out.print(Completion.forPowershell(flags));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Commands that make their own connections, and last until they are interrupted. */
    private void last(V3Verb verb, Flags flags, List<String> rest, Connections connections)
            throws CallFailed, InterruptedException {
        var display = display(flags);
        switch (verb) {
            case WATCH ->
                    new WatchCommand(connections, display, streams, time)
                            .run(flags, rest, environment);
            case LOCK -> new LockCommand(connections, streams, time).run(flags, display);
            case ELECT -> new ElectCommand(connections, display, time).run(flags, streams.err());
            case MAKE_MIRROR ->
                    new MirrorCommand(connections, connections::to, streams.out(), time).run(flags);
            case CHECK_PERF -> new CheckCommands(connections, streams, time).perf(flags);
            case CHECK_DATASCALE ->
                    new CheckCommands(connections, streams, time)
                            .datascale(flags, connections.endpoints().getFirst());
            default -> throw new IllegalArgumentException(verb.words());
        }
    }

    private void run(V3Verb verb, Flags flags, Connections connections, GrpcCluster cluster)
            throws CallFailed, InterruptedException {
        var display = display(flags);
        var keys = new KvCommands(cluster, streams);
        var members = new MemberCommands(cluster, display, streams);
        var leases = new LeaseCommands(cluster, display, time);
        var endpoints = new EndpointCommands(connections::limited, cluster, display, time);
        var upkeep = new MaintenanceCommands(cluster, display, streams);
        var snapshots = new SnapshotCommands(display, streams, environment);
        switch (verb) {
            case PUT -> keys.put(flags, display);
            case GET -> get(flags, keys, cluster);
            case DEL -> keys.delete(flags, display);
            case TXN -> keys.txn(flags, display);
            case LEASE_GRANT -> leases.grant(flags);
            case LEASE_REVOKE -> leases.revoke(flags);
            case LEASE_TIME_TO_LIVE -> leases.timeToLive(flags);
            case LEASE_LIST -> leases.list();
            case LEASE_KEEP_ALIVE -> leases.keepAlive(flags, streams.out());
            case MEMBER_LIST -> members.list();
            case MEMBER_ADD -> members.add(flags, guard);
            case MEMBER_REMOVE -> members.remove(flags);
            case MEMBER_UPDATE -> members.update(flags);
            case MEMBER_PROMOTE -> members.promote(flags);
            case ENDPOINT_HEALTH -> endpoints.health(flags);
            case ENDPOINT_STATUS -> endpoints.status(flags, streams.err());
            case ENDPOINT_HASHKV -> upkeep.hashes(flags, endpoints.of(flags));
            case COMPACTION -> upkeep.compact(flags);
            case ALARM_LIST -> upkeep.listAlarms(flags);
            case ALARM_DISARM -> upkeep.disarm(flags);
            case DEFRAG -> defragment(flags, upkeep, endpoints);
            case SNAPSHOT_SAVE -> save(flags, connections, snapshots);
            case SNAPSHOT_STATUS -> snapshots.status(flags);
            case SNAPSHOT_RESTORE ->
                    snapshots.restore(flags, verb.flags().stream().map(FlagSpec::name).toList());
            case MOVE_LEADER -> endpoints.moveLeader(flags);
            case WATCH, LOCK, ELECT, MAKE_MIRROR, CHECK_PERF, CHECK_DATASCALE ->
                    throw new IllegalArgumentException(verb.words());
            case VERSION, COMPLETION_BASH, COMPLETION_ZSH, COMPLETION_FISH, COMPLETION_POWERSHELL ->
                    throw new IllegalArgumentException(verb.words());
        }
    }

    private static void defragment(
            Flags flags, MaintenanceCommands upkeep, EndpointCommands endpoints) {
        if (flags.has("data-dir")) {
            throw new CtlFailure(
                    Failures.FAILED,
                    "Error: defrag --data-dir is not built: start the member and defragment it,"
                            + " it goes on serving meanwhile");
        }
        upkeep.defragment(endpoints.of(flags));
    }

    /** A large state takes as long as it takes. */
    private static void save(Flags flags, Connections connections, SnapshotCommands snapshots)
            throws CallFailed {
        try (var patient = connections.patient()) {
            snapshots.save(flags, patient);
        }
    }

    private void get(Flags flags, KvCommands keys, GrpcCluster cluster) throws CallFailed {
        var response = keys.get(flags, display(flags));
        boolean isPlain = flags.words().size() == 1 && !flags.isOn("from-key");
        if (response.getCount() == 0 && isPlain && !environment.containsKey("ETCDCTL_API")) {
            new OtherKeyspace(cluster.endpoints())
                    .ifV2Has(flags.words().getFirst())
                    .ifPresent(streams.err()::println);
        }
    }

    private static Flags flags(V3Verb verb, List<String> words) {
        var known = new ArrayList<>(V3Flags.GLOBAL);
        known.addAll(verb.flags());
        var flags = new Pflags(known).parse(words);
        return flags.withWords(flags.words().subList(verb.size(), flags.words().size()));
    }

    private Display display(Flags flags) {
        return switch (flags.text(V3Flags.WRITE_OUT, "simple")) {
            case "simple" ->
                    new SimpleDisplay(
                            streams, flags.isOn(V3Flags.HEX), flags.isOn("print-value-only"));
            case "fields" -> new FieldsDisplay(streams.out());
            case "json" -> new JsonDisplay(streams.out());
            case "table" -> new TableDisplay(streams.out());
            default ->
                    throw new CtlFailure(Display.BAD_FEATURE, "Error: unsupported output format");
        };
    }

    private void tellSettings(Flags flags) {
        for (var flag : V3Flags.GLOBAL) {
            streams.err()
                    .println(V3Flags.variable(flag.name()) + "=" + flags.text(flag.name(), ""));
        }
    }
}
