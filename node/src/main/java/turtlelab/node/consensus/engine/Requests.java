package turtlelab.node.consensus.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import turtlelab.node.consensus.Consensus.ReadAnswer;
import turtlelab.node.consensus.Consensus.TransferAnswer;
import turtlelab.node.consensus.Refusal;
import turtlelab.node.consensus.raft.Ready;

/**
 * Who waits for an answer. A proposal is only ever answered by a refusal, so what was forwarded
 * waits here until newer ones push it out.
 */
final class Requests {
    private static final int FORWARDED = 4096;

    private final Map<Long, List<Consumer<Refusal>>> proposals =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Long, List<Consumer<Refusal>>> eldest) {
                    return size() > FORWARDED;
                }
            };
    private final Map<Long, ReadAnswer> reads = new HashMap<>();
    private final Map<Long, TransferAnswer> transfers = new HashMap<>();

    void proposal(long id, List<Consumer<Refusal>> refused) {
        proposals.put(id, refused);
    }

    void read(long id, ReadAnswer answer) {
        reads.put(id, answer);
    }

    void transfer(long id, TransferAnswer answer) {
        transfers.put(id, answer);
    }

    /** Appended here: it will not be refused any more. */
    void accepted(long id) {
        proposals.remove(id);
    }

    void answer(Ready.Answers answers) {
        for (var read : answers.reads()) {
            var asker = reads.remove(read.id());
            if (asker != null) {
                asker.confirmed(read.index());
            }
        }
        answers.refused().forEach(refused -> refuse(refused.id(), refused.refusal()));
        for (var id : answers.transferred()) {
            var asker = transfers.remove(id);
            if (asker != null) {
                asker.transferred();
            }
        }
    }

    /** The node stops: everyone who waits is told. */
    void refuseAll(Refusal refusal) {
        var ids = new ArrayList<Long>(reads.keySet());
        ids.addAll(transfers.keySet());
        ids.forEach(id -> refuse(id, refusal));
        proposals.clear();
    }

    private void refuse(long id, Refusal refusal) {
        var proposers = proposals.remove(id);
        if (proposers != null) {
            proposers.forEach(proposer -> proposer.accept(refusal));
        }
        var reader = reads.remove(id);
        if (reader != null) {
            reader.refused(refusal);
        }
        var transfer = transfers.remove(id);
        if (transfer != null) {
            transfer.refused(refusal);
        }
    }
}
