package turtlelab.node.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.FatalHandler;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.StateMachine.RoleChange;
import turtlelab.node.replica.wire.CommandCodec;
import turtlelab.node.replica.wire.ProposalId;
import turtlelab.node.state.Command;
import turtlelab.node.state.KvHash;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Storage;

/** Quota and care of a member's own file, with agreement by hand. */
class UpkeepTest {
    private static final MemberId SELF = new MemberId(1);
    private static final int WRITES = 20_000;

    @TempDir private Path folder;
    private final HandTime time = new HandTime();
    private final HandConsensus consensus = new HandConsensus();
    private LocalReplica replica;
    private long index;

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void whatDoesNotFitIntoTheQuotaRaisesAnAlarmInsteadOfBeingProposed() throws IOException {
        open(100_000);
        var answer = replica.execute(put("k", 100_000));
        assertThat(consensus.proposed()).isEqualTo(1);
        assertThat(answer).as("before the alarm is on").isNotDone();
        apply(consensus.proposal(0).data());
        replica.endOfBatch();
        assertThat(await(answer))
                .isInstanceOfSatisfying(
                        Outcome.Applied.class,
                        applied ->
                                assertThat(applied.result())
                                        .isEqualTo(new Result.Refused(Rejection.NO_SPACE)));
        assertThat(replica.state().alarms()).containsExactly(new RaisedAlarm(SELF, Alarm.NOSPACE));
        await(replica.execute(put("k", 100_000)));
        assertThat(consensus.proposed()).as("once is enough").isEqualTo(1);
        var _ = replica.execute(put("k", 1));
        assertThat(consensus.proposed()).as("what fits is for the state to decide").isEqualTo(2);
    }

    @Test
    void aMemberThatOthersHaveFilledRaisesTheAlarmToo() throws IOException {
        open(1);
        for (int i = 0; i < WRITES; i++) {
            apply(encoded(put("k" + i, 1)));
        }
        replica.endOfBatch();
        eventually(() -> consensus.proposed() == 1);
    }

    @Test
    void withoutAQuotaNothingIsTooMuch() throws Exception {
        open(-1);
        var large = put("k", 1_000_000);
        var _ = replica.execute(large);
        assertThat(CommandCodec.decode(consensus.proposal(0).data()).command()).isEqualTo(large);
    }

    @Test
    void aCompactionGoesOnWhileNothingIsApplied() throws IOException {
        open(-1);
        for (int i = 0; i < WRITES; i++) {
            apply(encoded(put("k" + i % 10, 1)));
        }
        apply(encoded(new Command.Compact(1 + WRITES)));
        replica.endOfBatch();
        await(replica.upkeep().compacted());
        assertThat(await(replica.upkeep().kvHash(0)))
                .isInstanceOfSatisfying(
                        KvHash.Hashed.class,
                        hash -> assertThat(hash.compacted()).isEqualTo(1 + WRITES));
    }

    @Test
    void defragmentingGivesTheSpaceOfWhatIsGoneBack() throws IOException {
        open(-1);
        for (int i = 0; i < WRITES; i++) {
            apply(encoded(put("k", 1000)));
            replica.endOfBatch();
        }
        var before = replica.state().size().allocated();
        apply(encoded(new Command.Compact(1 + WRITES)));
        replica.endOfBatch();
        await(replica.upkeep().compacted());
        await(replica.upkeep().defragment());
        assertThat(before).isGreaterThan(10_000_000);
        assertThat(replica.state().size().allocated()).isLessThan(before / 10);
        replica.close();
        open(-1);
        assertThat(replica.state().kv().revision()).isEqualTo(1 + WRITES);
    }

    private void open(long quotaBytes) throws IOException {
        var fatal =
                new FatalHandler() {
                    @Override
                    public void failed(String what, Throwable cause) {
                        throw new AssertionError(what, cause);
                    }

                    @Override
                    public void removed() {}
                };
        var settings =
                new ReplicaSettings(
                        SELF, new ClusterId(7), Duration.ofSeconds(1), quotaBytes, time, fatal);
        replica = LocalReplica.open(settings, Storage.open(folder.resolve("state")));
        replica.connect(consensus);
        replica.roleChanged(new RoleChange(Role.LEADER, 1, SELF));
    }

    private void apply(Bytes data) {
        replica.apply(new Entry(++index, 1, EntryKind.COMMAND, data));
    }

    private static Bytes encoded(Command command) {
        return CommandCodec.encode(new ProposalId(new MemberId(9), 1), command);
    }

    private static Command put(String key, int bytes) {
        var value = Bytes.wrap(new byte[bytes]);
        return new Command.Write(new Operation.Put(Bytes.utf8(key), value, 0, false, false, false));
    }

    private static <T> T await(CompletableFuture<T> answer) {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
