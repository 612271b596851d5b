package turtlelab.node.replica.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.replica.Outcome;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.State;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.index.KeyMemory;
import turtlelab.node.storage.ImageReader;
import turtlelab.node.storage.Storage;

/** What keys may take of the memory; how much the file may hold is told by UpkeepTest. */
class SpaceGuardTest {
    private static final MemberId SELF = new MemberId(1);
    private static final RaisedAlarm ALARM = new RaisedAlarm(SELF, Alarm.NOSPACE);
    private static final KeyRange ALL = new KeyRange(Bytes.utf8("\0"), Bytes.utf8("\0"));

    private final Storage storage = Storage.inMemory();
    private final State state = State.open(storage);
    private final List<Command> raised = new ArrayList<>();
    private final SpaceGuard guard =
            new SpaceGuard(
                    SELF,
                    new SpaceGuard.Limits(-1, new KeyMemory(100_000, 0)),
                    new OneState(),
                    this::raise);

    @Test
    void whenKeysTakeTooMuchMemoryNoMoreAreTakenUntilACompactionForgetsSome() {
        var keys = fill();
        assertThat(keys).isBetween(200, 1000);
        assertThat(raised).as("once").containsExactly(new Command.RaiseAlarm(ALARM));
        assertThat(guard.refusal(put("more")).orElseThrow())
                .isCompletedWithValue(Rejection.NO_SPACE);

        for (int i = 0; i < keys; i++) {
            apply(new Command.Write(new Operation.Delete(single("k" + i), false)));
        }
        assertThat(guard.refusal(put("more"))).as("history still knows them").isPresent();
        makeRoom();
        assertThat(state.alarms()).isEmpty();
        assertThat(fill()).as("all but what was deleted last is forgotten").isEqualTo(keys - 1);
    }

    /** A compaction keeps what was deleted in its very revision. */
    @Test
    void whoDeletesEverythingAtOnceCompactsAndGoesOnUntilAllIsForgotten() {
        var keys = fill();
        apply(new Command.Write(new Operation.Delete(ALL, false)));
        makeRoom();
        assertThat(guard.refusal(put("a"))).as("makes a revision").isEmpty();
        apply(put("a"));
        assertThat(guard.refusal(put("b")).orElseThrow()).isCompletedWithValue(Rejection.NO_SPACE);
        makeRoom();
        assertThat(fill()).isBetween(keys - 2, keys);
    }

    @Test
    void whoIsFullTakesWhatMakesRoom() {
        fill();
        assertThat(guard.refusal(new Command.Write(new Operation.Delete(ALL, false)))).isEmpty();
        assertThat(guard.refusal(new Command.Compact(5))).isEmpty();
        assertThat(guard.refusal(new Command.RevokeLease(5))).isEmpty();
        assertThat(guard.refusal(new Command.DisarmAlarm(ALARM))).isEmpty();
    }

    @Test
    void versionsOfOneKeyTakeMemoryToo() {
        for (int i = 0; i < 20_000; i++) {
            assertThat(state.alarms()).isEmpty();
            if (guard.refusal(put("k")).isPresent()) {
                assertThat(i).isGreaterThan(5_000);
                return;
            }
            apply(put("k"));
        }
        throw new AssertionError("20,000 versions in 100,000 bytes");
    }

    @Test
    void aMemberThatOthersHaveFilledRaisesTheAlarm() {
        for (int i = 0; i < 1000; i++) {
            apply(put("k" + i));
        }
        guard.tick();
        guard.tick();
        assertThat(raised).containsExactly(new Command.RaiseAlarm(ALARM));
        assertThat(state.alarms()).containsExactly(ALARM);
    }

    private void makeRoom() {
        apply(new Command.Compact(state.kv().revision()));
        apply(new Command.DisarmAlarm(ALARM));
        guard.tick();
    }

    private int fill() {
        for (int i = 0; i < 10_000; i++) {
            var refusal = guard.refusal(put("k" + i));
            if (refusal.isPresent()) {
                assertThat(refusal.get()).isCompletedWithValue(Rejection.NO_SPACE);
                return i;
            }
            apply(put("k" + i));
        }
        throw new AssertionError("10,000 keys in 100,000 bytes");
    }

    private void apply(Command command) {
        state.apply(command, 1);
        do {
            state.publish(1);
        } while (state.isCompacting());
    }

    private CompletableFuture<Outcome> raise(Command command) {
        raised.add(command);
        var result = state.apply(command, 1);
        state.publish(1);
        return CompletableFuture.completedFuture(new Outcome.Applied(result, 1, 1));
    }

    private static KeyRange single(String key) {
        return KeyRange.single(Bytes.utf8(key));
    }

    private static Command put(String key) {
        var operation = new Operation.Put(Bytes.utf8(key), Bytes.EMPTY, 0, false, false, false);
        return new Command.Write(operation);
    }

    /** A replica that is nothing but its state. */
    private final class OneState implements Inside {
        @Override
        public State state() {
            return state;
        }

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public void betweenBatches(Runnable errand) {
            errand.run();
        }

        @Override
        public void publish() {
            state.publish(1);
        }

        @Override
        public void commit() {}

        @Override
        public ImageReader image() {
            throw new UnsupportedOperationException("nobody asks for an image here");
        }

        @Override
        public void sync() {}
    }
}
