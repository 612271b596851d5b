package turtlelab.labctl.ctl.v3.lease;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.grpc.Channel;
import java.io.PrintStream;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.Clusters;
import turtlelab.labctl.ctl.display.Display;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.flag.Flags;
import turtlelab.labctl.ctl.process.OrderlyEnd;
import turtlelab.labctl.ctl.v3.Failures;
import turtlelab.labctl.exec.Time;

/** {@code elect}: stands for an election and holds the office, or observes who does. */
public final class ElectCommand {

    private static final long TTL_SECONDS = 60;

    private final Clusters clusters;
    private final Display display;
    private final Time time;

    public ElectCommand(Clusters clusters, Display display, Time time) {
        this.clusters = clusters;
        this.display = display;
        this.time = time;
    }

    public void run(Flags flags, PrintStream err) throws CallFailed, InterruptedException {
        var words = flags.words();
        if (words.isEmpty() || words.size() > 2) {
            throw Failures.badArguments(
                    "elect takes one election name argument and an optional proposal argument");
        }
        boolean listens = flags.isOn("listen");
        if (listens && words.size() > 1) {
            throw Failures.badArguments("proposal given but -l is set");
        }
        if (!listens && words.size() < 2) {
            throw Failures.badArguments("no proposal argument but -l not set");
        }
        var name = ByteString.copyFromUtf8(words.getFirst());
        OrderlyEnd.of(
                err,
                () -> {
                    if (listens) {
                        observe(name);
                    } else {
                        campaign(name, ByteString.copyFromUtf8(words.get(1)));
                    }
                });
    }

    private void campaign(ByteString name, ByteString proposal)
            throws CallFailed, InterruptedException {
        for (boolean isDone = false; !isDone; ) {
            try (var session = Session.open(clusters::limited, time, TTL_SECONDS)) {
                isDone = campaignAndHold(session, name, proposal);
            }
        }
    }

    /** False when all has to begin anew. */
    private boolean campaignAndHold(Session session, ByteString name, ByteString proposal)
            throws CallFailed {
        var request =
                CampaignRequest.newBuilder()
                        .setName(name)
                        .setLease(session.lease())
                        .setValue(proposal)
                        .build();
        var won =
                Waiting.call(
                        clusters,
                        channel -> ElectionGrpc.newBlockingStub(channel).campaign(request));
        if (won.isEmpty()) {
            return false;
        }
        display.get(Waiting.get(clusters, won.get().getLeader().getKey()));
        Waiting.hold(session, "Error: elect: session expired");
        return true;
    }

    /** Shows who leads, from now on; another member goes on when one is lost. */
    private void observe(ByteString name) throws CallFailed {
        var request = LeaderRequest.newBuilder().setName(name).build();
        while (true) {
            try {
                if (Waiting.call(clusters, channel -> show(channel, request)).isPresent()) {
                    throw new CtlFailure(Failures.FAILED, "Error: elect: observer lost");
                }
            } catch (CtlFailure e) {
                if (e.text().endsWith("context canceled")) {
                    return;
                }
                throw e;
            }
        }
    }

    private boolean show(Channel channel, LeaderRequest request) {
        var leaders = ElectionGrpc.newBlockingStub(channel).observe(request);
        while (leaders.hasNext()) {
            var leader = leaders.next();
            var pair = RangeResponse.newBuilder().setHeader(leader.getHeader());
            display.get(pair.addKvs(leader.getKv()).build());
        }
        return true;
    }
}
