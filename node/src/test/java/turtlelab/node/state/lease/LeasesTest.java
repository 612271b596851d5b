package turtlelab.node.state.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.Command;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.Result;
import turtlelab.node.state.State;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.RangeOptions;
import turtlelab.node.storage.Storage;

/** What a lease does to the keys that hang on it (etcd reference B.4). */
class LeasesTest {
    private static final long TERM = 3;

    private final Storage storage = Storage.inMemory();
    private State state = State.open(storage);

    @BeforeEach
    void grant() {
        apply(new Command.GrantLease(7, 60));
        apply(new Command.GrantLease(-8, 60));
    }

    @Test
    void aRevokedLeaseTakesAllItsKeysInOneRevision() {
        for (var key : List.of("c", "a", "b")) {
            put(key, 7);
        }
        put("other", -8);
        put("free", 0);
        var before = state.kv().revision();

        assertThat(apply(new Command.RevokeLease(7))).isEqualTo(new Result.Done());

        assertThat(state.kv().revision()).isEqualTo(before + 1);
        assertThat(keys(0)).containsExactly("free", "other");
        assertThat(keys(before)).containsExactly("a", "b", "c", "free", "other");
        assertThat(state.leases().find(7)).isNull();
        assertThat(state.leases().counts().granted()).isEqualTo(2);
        assertThat(state.leases().counts().revoked()).isEqualTo(1);
    }

    @Test
    void aLeaseWithoutKeysGoesWithoutARevision() {
        var before = state.kv().revision();
        apply(new Command.RevokeLease(7));
        assertThat(state.kv().revision()).isEqualTo(before);
    }

    @Test
    void aPutWithoutALeaseDetachesTheKey() {
        put("k", 7);
        assertThat(attached(7)).containsExactly("k");
        put("k", 0);
        assertThat(attached(7)).isEmpty();
    }

    @Test
    void aPutWithAnotherLeaseMovesTheKey() {
        put("k", 7);
        put("k", -8);
        assertThat(attached(7)).isEmpty();
        assertThat(attached(-8)).containsExactly("k");
        apply(new Command.RevokeLease(7));
        assertThat(keys(0)).containsExactly("k");
    }

    @Test
    void aPutThatIgnoresTheLeaseKeepsIt() {
        put("k", 7);
        write(new Operation.Put(Bytes.utf8("k"), Bytes.utf8("new"), 0, false, false, true));
        assertThat(attached(7)).containsExactly("k");
    }

    @Test
    void aDeletedKeyHangsOnNothing() {
        put("k", 7);
        write(new Operation.Delete(KeyRange.single(Bytes.utf8("k")), false));
        assertThat(attached(7)).isEmpty();
        put("k", 0);
        apply(new Command.RevokeLease(7));
        assertThat(keys(0)).containsExactly("k");
    }

    @Test
    void anUnknownLeaseIsRefusedAndSoIsOneThatExists() {
        var put = new Operation.Put(Bytes.utf8("k"), Bytes.EMPTY, 9, false, false, false);
        assertThat(apply(new Command.Write(put)))
                .isEqualTo(new Result.Refused(Rejection.LEASE_NOT_FOUND));
        assertThat(apply(new Command.RevokeLease(9)))
                .isEqualTo(new Result.Refused(Rejection.LEASE_NOT_FOUND));
        assertThat(apply(new Command.GrantLease(7, 5)))
                .isEqualTo(new Result.Refused(Rejection.LEASE_EXISTS));
        assertThat(apply(new Command.GrantLease(9, Leases.MAX_TTL_SECONDS + 1)))
                .isEqualTo(new Result.Refused(Rejection.LEASE_TTL_TOO_LARGE));
        assertThat(apply(new Command.GrantLease(0, 5)))
                .isEqualTo(new Result.Refused(Rejection.LEASE_NOT_FOUND));
    }

    @Test
    void onlyTheTermOfTheLeaderWhoDecidedItLetsALeaseExpire() {
        put("k", 7);
        apply(new Command.ExpireLeases(List.of(7L, 99L), TERM - 1));
        assertThat(keys(0)).containsExactly("k");
        apply(new Command.ExpireLeases(List.of(99L, 7L), TERM));
        assertThat(keys(0)).isEmpty();
        assertThat(state.leases().count()).isEqualTo(1);
    }

    @Test
    void leasesAndTheirKeysAreFoundAgainWhenTheStateIsOpened() {
        put("a", 7);
        put("moved", 7);
        put("moved", -8);
        put("detached", 7);
        put("detached", 0);
        put("deleted", 7);
        write(new Operation.Delete(KeyRange.single(Bytes.utf8("deleted")), false));
        apply(new Command.GrantLease(10, 60));
        put("revoked", 10);
        apply(new Command.RevokeLease(10));

        state = State.open(storage);

        assertThat(attached(7)).containsExactly("a");
        assertThat(attached(-8)).containsExactly("moved");
        assertThat(state.leases().count()).isEqualTo(2);
        assertThat(state.leases().find(7).ttlSeconds()).isEqualTo(60);
        apply(new Command.RevokeLease(7));
        apply(new Command.RevokeLease(-8));
        assertThat(keys(0)).containsExactly("detached");
    }

    @Test
    void tenThousandKeysGoAtOnce() {
        for (int i = 0; i < 10_000; i++) {
            put("key" + i, 7);
        }
        var before = state.kv().revision();
        apply(new Command.RevokeLease(7));
        assertThat(state.kv().revision()).isEqualTo(before + 1);
        assertThat(keys(0)).isEmpty();
    }

    @Test
    void newLeasesAreToldInTheOrderOfTheirGrants() {
        var seen = state.leases().grantedFrom(0);
        assertThat(seen).extracting(Lease::id).containsExactly(7L, -8L);
        apply(new Command.RevokeLease(7));
        apply(new Command.GrantLease(7, 5));
        assertThat(state.leases().grantedFrom(2)).extracting(Lease::id).containsExactly(7L);
    }

    private void put(String key, long lease) {
        write(new Operation.Put(Bytes.utf8(key), Bytes.utf8("v"), lease, false, false, false));
    }

    private void write(Operation operation) {
        assertThat(apply(new Command.Write(operation))).isInstanceOf(Result.Kv.class);
    }

    private Result apply(Command command) {
        var result = state.apply(command, TERM);
        state.publish(state.appliedIndex() + 1);
        return result;
    }

    private List<String> attached(long lease) {
        return state.leases().find(lease).keys().stream().map(Bytes::utf8).toList();
    }

    private List<String> keys(long revision) {
        var everything = new KeyRange(Bytes.wrap(new byte[] {0}), Bytes.wrap(new byte[] {0}));
        var all = RangeOptions.ALL;
        var options =
                new RangeOptions(revision, 0, all.order(), all.target(), true, false, 0, 0, 0, 0);
        var range = new Operation.Range(everything, options);
        var answer = (KvAnswer.Answered) state.kv().range(range);
        return ((KvResult.Ranged) answer.result())
                .keyValues().stream().map(found -> found.key().utf8()).toList();
    }
}
