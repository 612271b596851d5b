package turtlelab.node.consensus.raft;

import java.util.ArrayList;
import java.util.List;
import turtlelab.node.consensus.Message;
import turtlelab.node.consensus.Refusal;

/** A follower's reads on their way to the leader. Those that wait share the next request. */
final class ForwardedReads {
    private final Core core;
    private final List<Long> waiting = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private long request;
    private int ticksWaited;

    ForwardedReads(Core core) {
        this.core = core;
    }

    void add(long id) {
        if (core.leader().isNone()) {
            core.out.refused(id, Refusal.NO_LEADER);
        } else if (waiting.size() >= core.config.limits().waitingReads()) {
            core.out.refused(id, Refusal.OVERLOADED);
        } else {
            waiting.add(id);
        }
    }

    /** A request may be lost: it is repeated after a heartbeat interval. */
    void tick() {
        if (!asked.isEmpty() && ++ticksWaited >= core.config.heartbeatTicks()) {
            send();
        }
    }

    void flush() {
        if (asked.isEmpty() && !waiting.isEmpty()) {
            asked.addAll(waiting);
            waiting.clear();
            request = core.nextRequest();
            send();
        }
    }

    void answered(Message.ReadAnswer answer) {
        if (answer.id() == request) {
            asked.forEach(id -> core.out.readPoint(id, answer.index()));
            asked.clear();
        }
    }

    /** Another leader, or none. */
    void leaderChanged() {
        if (core.leader().isNone()) {
            asked.addAll(waiting);
            asked.forEach(id -> core.out.refused(id, Refusal.NO_LEADER));
            asked.clear();
            waiting.clear();
        } else if (!asked.isEmpty()) {
            send();
        }
    }

    private void send() {
        ticksWaited = 0;
        core.out.send(new Message.ReadRequest(core.self(), core.leader(), core.term(), request));
    }
}
