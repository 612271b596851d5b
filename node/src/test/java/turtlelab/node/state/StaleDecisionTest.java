package turtlelab.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Storage;

/** What a leader decided means nothing in the log of any other term, earlier or later. */
class StaleDecisionTest {
    private static final long TERM = 5;

    private final State state = State.open(Storage.inMemory());

    @ParameterizedTest
    @ValueSource(longs = {1, TERM - 1, TERM + 1})
    void leasesThatRanOutByTheClockOfAnotherLeaderGoOn(long decidedIn) {
        state.apply(new Command.GrantLease(7, 60), TERM);
        state.apply(new Command.Write(put()), TERM);
        state.apply(new Command.ExpireLeases(List.of(7L), decidedIn), TERM);
        assertThat(state.leases().find(7)).isNotNull();
        state.apply(new Command.ExpireLeases(List.of(7L), TERM), TERM);
        assertThat(state.leases().find(7)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, TERM - 1, TERM + 1})
    void aWriteThatAnotherLeaderDecidedIsRefused(long decidedIn) {
        assertThat(state.apply(new Command.WriteInTerm(put(), decidedIn), TERM))
                .isEqualTo(new Result.Refused(Rejection.NOT_LEADER));
        state.publish(1);
        assertThat(state.kv().revision()).isEqualTo(1);
        assertThat(state.apply(new Command.WriteInTerm(put(), TERM), TERM))
                .isInstanceOf(Result.Kv.class);
    }

    private static Operation put() {
        return new Operation.Put(Bytes.utf8("k"), Bytes.utf8("v"), 0, false, false, false);
    }
}
