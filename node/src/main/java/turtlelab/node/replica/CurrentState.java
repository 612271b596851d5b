package turtlelab.node.replica;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.KvCounts;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.MemberTable;
import turtlelab.node.state.State;
import turtlelab.node.state.StateView;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvView;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.index.KeyMemory;
import turtlelab.node.state.lease.LeaseView;
import turtlelab.node.state.v2.V2View;
import turtlelab.node.state.v2.auth.V2AuthView;
import turtlelab.node.storage.StorageRetired;

/**
 * The state of the moment for readers, also while a leader's image takes the place of the old
 * state: a reader who comes too late for the old one reads the new one.
 */
final class CurrentState implements StateView {
    private final Bells published = new Bells();
    private volatile State state;

    CurrentState(State state) {
        this.state = state;
    }

    State get() {
        return state;
    }

    void replace(State next) {
        state = next;
        published.ring();
    }

    /** Lets readers see everything up to a position of the log, and wakes who waits for it. */
    void publish(long appliedIndex) {
        state.publish(appliedIndex);
        published.ring();
    }

    /** Wakes somebody whenever there is more to read. */
    void onPublication(Runnable bell) {
        published.add(bell);
    }

    /** Reads the newest state, and again when it was replaced meanwhile. */
    <T> T read(Function<State, T> reading) {
        while (true) {
            var now = state;
            try {
                return reading.apply(now);
            } catch (StorageRetired retired) {
                if (now == state) {
                    throw retired;
                }
            }
        }
    }

    @Override
    public KvView kv() {
        return new KvView() {
            @Override
            public long revision() {
                return state.kv().revision();
            }

            @Override
            public long compactedRevision() {
                return state.kv().compactedRevision();
            }

            @Override
            public int keys() {
                return state.kv().keys();
            }

            @Override
            public KeyMemory memory() {
                return state.kv().memory();
            }

            @Override
            public KvCounts counts() {
                return state.kv().counts();
            }

            @Override
            public KvHash hash(long revision) {
                return read(now -> now.kv().hash(revision));
            }

            @Override
            public KvAnswer range(Operation.Range range, AnswerRoom room) {
                return read(now -> now.kv().range(range, room));
            }

            @Override
            public History history(long from, long upTo, Predicate<Bytes> wanted) {
                return read(now -> now.kv().history(from, upTo, wanted));
            }

            @Override
            public KvAnswer readOnlyTxn(Operation.Txn txn, AnswerRoom room) {
                return read(now -> now.kv().readOnlyTxn(txn, room));
            }
        };
    }

    @Override
    public LeaseView leases() {
        return state.leases();
    }

    @Override
    public V2View v2() {
        return state.v2();
    }

    @Override
    public V2AuthView v2Auth() {
        return state.v2Auth();
    }

    @Override
    public MemberTable members() {
        return state.members();
    }

    @Override
    public String clusterVersion() {
        return state.clusterVersion();
    }

    @Override
    public List<RaisedAlarm> alarms() {
        return state.alarms();
    }

    @Override
    public long appliedIndex() {
        return state.appliedIndex();
    }

    @Override
    public StoreSize size() {
        return state.size();
    }
}
