package turtlelab.labctl.ctl.v3.lease;

import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import java.io.PrintStream;
import java.time.Duration;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.display.LeaseName;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.FlagFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.flag.HexId;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Time;

/** {@code lease grant|revoke|timetolive|list|keep-alive}. */
public final class LeaseCommands {

    /** etcdctl's exit code when the cluster could not be asked. */
    private static final int BAD_CONNECTION = 2;

    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

    private final GrpcCluster cluster;
    private final LeaseCalls calls;
    private final Display display;
    private final Time time;

    public LeaseCommands(GrpcCluster cluster, Display display, Time time) {
        this.cluster = cluster;
        this.calls = new LeaseCalls(cluster);
        this.display = display;
        this.time = time;
    }

    public void grant(Flags flags) {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("lease grant command needs TTL argument");
        }
        long ttl = ttl(flags.words().getFirst());
        try {
            display.leaseGrant(calls.grant(ttl));
        } catch (CallFailed e) {
            throw failed("failed to grant lease", e);
        }
    }

    private static long ttl(String word) {
        try {
            return HexId.decimal(word);
        } catch (FlagFailure e) {
            throw Failures.badArguments("bad TTL (%s)".formatted(e.getMessage()));
        }
    }

    public void revoke(Flags flags) {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("lease revoke command needs 1 argument");
        }
        long id = id(flags);
        try {
            display.leaseRevoke(id, calls.revoke(id));
        } catch (CallFailed e) {
            throw failed("failed to revoke lease", e);
        }
    }

    public void timeToLive(Flags flags) {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("lease timetolive command needs lease ID as argument");
        }
        boolean keys = flags.isOn("keys");
        try {
            display.timeToLive(calls.timeToLive(id(flags), keys), keys);
        } catch (CallFailed e) {
            throw unreachable(e);
        }
    }

    public void list() {
        try {
            var listing = calls.list();
            display.leases(listing.header(), listing.ids());
        } catch (CallFailed e) {
            throw unreachable(e);
        }
    }

    /**
     * Keeps a lease alive for as long as it lives.
     *
     * @param out where its end is told, in the simple form
     */
    public void keepAlive(Flags flags, PrintStream out) throws InterruptedException {
        if (flags.words().size() != 1) {
            throw Failures.badArguments("lease keep-alive command needs lease ID as argument");
        }
        long id = id(flags);
        if (flags.isOn("once")) {
            once(id);
            return;
        }
        new KeepingAlive(calls, time).run(id, FIRST_ANSWER, display::keepAlive);
        if (display.name().equals("simple")) {
            out.println("lease %s expired or revoked.".formatted(LeaseName.of(id)));
        }
    }

    private void once(long id) {
        LeaseKeepAliveResponse answer;
        try {
            answer = calls.keepAlive(id);
        } catch (CallFailed e) {
            throw unreachable(e);
        }
        if (answer.getTTL() <= 0) {
            throw new CtlFailure(BAD_CONNECTION, "Error: etcdserver: requested lease not found");
        }
        display.keepAlive(answer);
    }

    private static long id(Flags flags) {
        try {
            return HexId.signed(flags.words().getFirst());
        } catch (FlagFailure e) {
            throw Failures.badArguments(
                    "bad lease ID arg (%s), expecting ID in Hex".formatted(e.getMessage()));
        }
    }

    private CtlFailure failed(String what, CallFailed failure) {
        return new CtlFailure(
                Failures.FAILED,
                "Error: %s (%s)%s"
                        .formatted(what, Failures.text(failure), Failures.cause(failure, cluster)));
    }

    private CtlFailure unreachable(CallFailed failure) {
        return new CtlFailure(BAD_CONNECTION, Failures.of(failure, cluster).text());
    }
}
