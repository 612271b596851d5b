package turtlelab.node.state.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.State;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;

class AlarmsTest {
    private static final RaisedAlarm FULL = new RaisedAlarm(new MemberId(5), Alarm.NOSPACE);
    private static final RaisedAlarm ILL = new RaisedAlarm(new MemberId(-5), Alarm.CORRUPT);
    private static final Operation.Delete DELETION =
            new Operation.Delete(KeyRange.single(Bytes.utf8("k")), false);

    private final Storage storage = Storage.inMemory();
    private final State state = State.open(storage);

    @Test
    void withoutSpaceNothingThatAddsDataIsApplied() {
        assertThat(raise(FULL)).isEqualTo(new Result.Alarmed(List.of(FULL)));
        assertThat(apply(put())).isEqualTo(new Result.Refused(Rejection.NO_SPACE));
        assertThat(apply(txn(DELETION, put()))).isEqualTo(new Result.Refused(Rejection.NO_SPACE));
        assertThat(apply(txn(DELETION, txn(DELETION, put()))))
                .as("also deep inside")
                .isEqualTo(new Result.Refused(Rejection.NO_SPACE));
        assertThat(state.apply(new Command.GrantLease(7, 10), 1))
                .isEqualTo(new Result.Refused(Rejection.NO_SPACE));
        assertThat(apply(DELETION)).isInstanceOf(Result.Kv.class);
        assertThat(apply(txn(DELETION))).isInstanceOf(Result.Kv.class);
        assertThat(state.kv().revision()).isEqualTo(1);
    }

    @Test
    void withACorruptMemberNothingOfV3IsApplied() {
        raise(ILL);
        var refused = new Result.Refused(Rejection.CORRUPT);
        assertThat(apply(put())).isEqualTo(refused);
        assertThat(apply(DELETION)).isEqualTo(refused);
        assertThat(state.apply(new Command.Compact(1), 1)).isEqualTo(refused);
        assertThat(state.apply(new Command.GrantLease(7, 10), 1)).isEqualTo(refused);
        assertThat(state.apply(new Command.SetClusterVersion("3.4.0"), 1))
                .isEqualTo(new Result.Done());
    }

    @Test
    void anAlarmIsOnUntilItIsDisarmedAndNoLonger() {
        raise(FULL);
        raise(FULL);
        assertThat(state.apply(new Command.DisarmAlarm(ILL), 1))
                .isEqualTo(new Result.Alarmed(List.of()));
        assertThat(apply(put())).isInstanceOf(Result.Refused.class);
        assertThat(state.apply(new Command.DisarmAlarm(FULL), 1))
                .isEqualTo(new Result.Alarmed(List.of(FULL)));
        assertThat(apply(put())).isInstanceOf(Result.Kv.class);
    }

    @Test
    void alarmsOfTwoMembersAreTwo() {
        var other = new RaisedAlarm(new MemberId(6), Alarm.NOSPACE);
        raise(other);
        raise(FULL);
        state.apply(new Command.DisarmAlarm(other), 1);
        assertThat(apply(put())).isEqualTo(new Result.Refused(Rejection.NO_SPACE));
    }

    @Test
    void alarmsSurviveARestart() {
        raise(ILL);
        raise(FULL);
        state.publish(2);
        assertThat(state.alarms()).containsExactly(FULL, ILL);
        storage.commit(Mark.ORIGIN);
        var reopened = State.open(storage);
        assertThat(reopened.alarms()).containsExactly(FULL, ILL);
        assertThat(reopened.apply(new Command.Write(put()), 1))
                .isEqualTo(new Result.Refused(Rejection.CORRUPT));
    }

    private Result raise(RaisedAlarm alarm) {
        return state.apply(new Command.RaiseAlarm(alarm), 1);
    }

    private Result apply(Operation operation) {
        return state.apply(new Command.Write(operation), 1);
    }

    private static Operation.Put put() {
        return new Operation.Put(Bytes.utf8("k"), Bytes.utf8("v"), 0, false, false, false);
    }

    private static Operation.Txn txn(Operation... success) {
        return new Operation.Txn(List.of(), List.of(success), List.of());
    }
}
