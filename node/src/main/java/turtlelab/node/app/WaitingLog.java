package turtlelab.node.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Status;
import turtlelab.node.peer.PeerNetwork;
import turtlelab.node.peer.PeerStatus;
import turtlelab.node.replica.Replica;

/**
 * Says who leads whenever that changes and, every few seconds without a leader, who is missing. Has
 * a thread of its own, named {@code waiting-log}.
 */
final class WaitingLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingLog.class);
    private static final long LOOK_MILLIS = 100;
    private static final int LOOKS_BETWEEN_COMPLAINTS = 30;

    private final Replica replica;
    private final PeerNetwork network;
    private final CountDownLatch closed = new CountDownLatch(1);
    private MemberId leader = MemberId.NONE;
    private long term;
    private int looksWithoutLeader;

    private WaitingLog(Replica replica, PeerNetwork network) {
        this.replica = replica;
        this.network = network;
    }

    static WaitingLog start(Replica replica, PeerNetwork network) {
        var log = new WaitingLog(replica, network);
        Thread.ofVirtual().name("waiting-log").start(log::run);
        return log;
    }

    private void run() {
        try {
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                look(replica.status());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Status status) {
        if (!status.hasLeader()) {
            if (++looksWithoutLeader % LOOKS_BETWEEN_COMPLAINTS == 0) {
                LOG.warn("{}", complaint(status, network.statuses()));
            }
        } else {
            looksWithoutLeader = 0;
        }
        if (!status.leader().equals(leader) || (status.hasLeader() && status.term() != term)) {
            tell(status);
            leader = status.leader();
            term = status.term();
        }
    }

    private void tell(Status status) {
        if (!status.hasLeader()) {
            LOG.warn("lost leader {} at term {}", leader, status.term());
        } else if (status.leader().equals(status.self())) {
            LOG.info("{} became leader at term {}", status.self(), status.term());
        } else {
            LOG.info("elected leader {} at term {}", status.leader(), status.term());
        }
    }

    static String complaint(Status status, List<PeerStatus> peers) {
        var missing = new ArrayList<>(peers);
        missing.removeIf(PeerStatus::active);
        var voters = status.membership().voters().size();
        if (voters == 0) {
            return "not yet a member: waiting for the leader of the cluster to call";
        }
        return "no leader yet: %d of %d members reachable, %d needed; missing: %s"
                .formatted(
                        1 + peers.size() - missing.size(),
                        1 + peers.size(),
                        voters / 2 + 1,
                        missing.isEmpty()
                                ? "nobody"
                                : missing.stream()
                                        .map(WaitingLog::text)
                                        .collect(Collectors.joining(", ")));
    }

    private static String text(PeerStatus peer) {
        var problem = peer.problem().isEmpty() ? "not tried yet" : peer.problem();
        return "%s at %s (%s)".formatted(peer.address().id(), peer.address().urls(), problem);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
