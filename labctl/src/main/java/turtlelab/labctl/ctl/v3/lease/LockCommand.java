package turtlelab.labctl.ctl.v3.lease;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockRequest;
import java.util.List;
import java.util.Map;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.process.Child;
import turtlelab.labctl.ctl.process.OrderlyEnd;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/**
 * {@code lock}: waits for a lock, then holds it until a signal comes or a command has ended. The
 * cluster does the waiting; this program keeps the lease alive that the lock hangs on.
 */
public final class LockCommand {

    private static final long TTL_SECONDS = 10;

    private final Clusters clusters;
    private final Streams streams;
    private final Time time;

    public LockCommand(Clusters clusters, Streams streams, Time time) {
        this.clusters = clusters;
        this.streams = streams;
        this.time = time;
    }

    public void run(Flags flags, Display display) throws CallFailed, InterruptedException {
        var words = flags.words();
        if (words.isEmpty()) {
            throw Failures.badArguments(
                    "lock takes a lock name argument and an optional command to execute");
        }
        var name = ByteString.copyFromUtf8(words.getFirst());
        var command = words.subList(1, words.size());
        long ttl = flags.number("ttl", TTL_SECONDS);
        OrderlyEnd.of(
                streams.err(),
                () -> {
                    for (boolean isDone = false; !isDone; ) {
                        try (var session = Session.open(clusters::limited, time, ttl)) {
                            isDone = lockAndHold(session, name, command, display);
                        }
                    }
                });
    }

    /** False when all has to begin anew. */
    private boolean lockAndHold(
            Session session, ByteString name, List<String> command, Display display)
            throws CallFailed, InterruptedException {
        var request = LockRequest.newBuilder().setName(name).setLease(session.lease()).build();
        var lock =
                Waiting.call(clusters, channel -> LockGrpc.newBlockingStub(channel).lock(request));
        if (lock.isEmpty()) {
            return false;
        }
        var key = lock.get().getKey();
        if (!command.isEmpty()) {
            run(command, key.toStringUtf8(), lock.get().getHeader().getRevision());
            return true;
        }
        var pair = Waiting.get(clusters, key);
        if (pair.getKvsCount() == 0) {
            throw new CtlFailure(Failures.FAILED, "Error: lock lost on init");
        }
        display.get(pair);
        Waiting.hold(session, "Error: session expired");
        return true;
    }

    private void run(List<String> command, String key, long revision) {
        var environment = Map.of("ETCD_LOCK_KEY", key, "ETCD_LOCK_REV", String.valueOf(revision));
        var failure = new Child(command, environment).run(streams);
        if (!failure.isEmpty()) {
            throw new CtlFailure(Failures.FAILED, "Error: " + failure);
        }
    }
}
