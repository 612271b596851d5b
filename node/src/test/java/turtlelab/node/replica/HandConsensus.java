package turtlelab.node.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Consensus;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.Status;

/** Agreement by hand: notes what it is asked, and the test decides what becomes of it. */
final class HandConsensus implements Consensus {
    final List<Proposed> proposals = new ArrayList<>();
    final List<ReadAnswer> reads = new ArrayList<>();

    record Proposed(Bytes data, Consumer<Refusal> refused) {}

    synchronized int proposed() {
        return proposals.size();
    }

    synchronized int readsAsked() {
        return reads.size();
    }

    synchronized ReadAnswer read(int number) {
        return reads.get(number);
    }

    synchronized Proposed proposal(int number) {
        return proposals.get(number);
    }

    @Override
    public synchronized void propose(Bytes command, Consumer<Refusal> refused) {
        proposals.add(new Proposed(command, refused));
    }

    @Override
    public synchronized void propose(
            MembershipChange change, Bytes context, long term, Consumer<Refusal> refused) {
        proposals.add(new Proposed(context, refused));
    }

    @Override
    public synchronized void readPoint(ReadAnswer answer) {
        reads.add(answer);
    }

    @Override
    public void transferLeadership(MemberId to, TransferAnswer answer) {
        answer.transferred();
    }

    @Override
    public void betweenBatches(Runnable errand) {
        errand.run();
    }

    @Override
    public Status status() {
        return new Status(
                new MemberId(1),
                Role.LEADER,
                new MemberId(1),
                1,
                0,
                0,
                0,
                Membership.EMPTY,
                Map.of());
    }

    @Override
    public void close() {}
}
