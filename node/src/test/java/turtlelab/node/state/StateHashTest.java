package turtlelab.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Storage;

/** The checksum of everything: equal where the data is equal, and only there. */
class StateHashTest {
    private final State state = State.open(Storage.inMemory());
    private long index;

    @Test
    void aLeaseWithoutAKeyIsData() {
        int without = after(new Command.GrantLease(1, 60));
        assertThat(after(new Command.GrantLease(7, 60))).isNotEqualTo(without);
        assertThat(after(new Command.RevokeLease(7))).isEqualTo(without);
        assertThat(after(new Command.GrantLease(7, 61)))
                .isNotEqualTo(afterInstead(new Command.GrantLease(7, 60)));
    }

    @Test
    void theOrderInWhichLeasesWereGrantedIsNoData() {
        var other = State.open(Storage.inMemory());
        for (long id : new long[] {1, 2, 3}) {
            state.apply(new Command.GrantLease(id, 10 * id), 1);
            other.apply(new Command.GrantLease(4 - id, 10 * (4 - id)), 1);
        }
        state.publish(1);
        other.publish(1);
        assertThat(state.hash()).isEqualTo(other.hash());
    }

    @Test
    void itIsTheSameInEveryProcess() {
        after(new Command.Write(put()));
        after(new Command.GrantLease(7, 60));
        var full = new RaisedAlarm(new MemberId(5), Alarm.NOSPACE);
        assertThat(after(new Command.RaiseAlarm(full))).isEqualTo(2_006_771_800);
    }

    private int afterInstead(Command command) {
        after(new Command.RevokeLease(7));
        return after(command);
    }

    private int after(Command command) {
        state.apply(command, 1);
        state.publish(++index);
        return state.hash();
    }

    private static Operation put() {
        return new Operation.Put(Bytes.utf8("k"), Bytes.utf8("v"), 0, false, false, false);
    }
}
