package turtlelab.node.app.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.MemberIds;
import turtlelab.node.base.UrlSet;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.engine.Recovery;
import turtlelab.node.consensus.log.FileLogDirectory;
import turtlelab.node.consensus.log.Wal;
import turtlelab.node.discovery.DataDir;
import turtlelab.node.replica.wire.MembershipCodec;
import turtlelab.node.state.Command;
import turtlelab.node.state.MemberRecords;
import turtlelab.node.state.State;
import turtlelab.node.state.alarm.Alarm;
import turtlelab.node.state.alarm.RaisedAlarm;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.RangeOptions;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.SnapshotExport;
import turtlelab.node.storage.Storage;

/** From a running state to a file, and from the file to the data dir of a new cluster. */
class SnapshotTest {
    private static final MemberId OLD = new MemberId(5);
    private static final int KEYS = 3000;

    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void save() throws IOException {
        var storage = Storage.inMemory();
        var state = State.open(storage);
        state.membersAre(List.of(new MemberRecords.Place(OLD, List.of("http://old:2380"), false)));
        state.apply(new Command.PublishMember(OLD, "old", List.of("http://old:2379")), 1);
        for (int i = 0; i < KEYS; i++) {
            var key = Bytes.utf8("k" + i);
            var put =
                    new Operation.Put(key, Bytes.utf8("v".repeat(100) + i), 0, false, false, false);
            state.apply(new Command.Write(put), 1);
        }
        state.apply(new Command.RaiseAlarm(new RaisedAlarm(OLD, Alarm.NOSPACE)), 1);
        state.publish(77);
        state.save();
        Files.write(file(), bytes(new SnapshotExport(storage.image(new Mark(77, 9, Bytes.EMPTY)))));
    }

    @Test
    void aSavedFileTellsWhatItHolds() {
        assertThat(run("status", file().toString())).isZero();
        assertThat(text(out))
                .contains("\"revision\":" + (KEYS + 1))
                .contains("\"totalSize\":" + (file().toFile().length() - 32));
    }

    @Test
    void aFileThatIsDamagedAnywhereIsRefused() throws IOException {
        var whole = Files.readAllBytes(file());
        for (int at = 0; at < whole.length; at += whole.length / 50) {
            var damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file(), damaged);
            assertThat(run("status", file().toString())).as("byte %d", at).isEqualTo(1);
        }
        assertThat(text(err)).contains("Error: expected sha256 [").contains("], got [");
    }

    @Test
    void aFileThatWasCutIsRefusedAlsoWithoutItsChecksum() throws IOException {
        var whole = Files.readAllBytes(file());
        Files.write(file(), java.util.Arrays.copyOf(whole, 100_000));
        assertThat(run("restore", file().toString(), "--data-dir", target().toString())).isOne();
        assertThat(text(err)).contains("snapshot missing hash but --skip-hash-check=false");
        var blindly =
                run("restore", file().toString(), "--data-dir=" + target(), "--skip-hash-check");
        assertThat(blindly).isOne();
        assertThat(text(err)).contains("it is not whole");
        assertThat(target()).as("whole or not at all").doesNotExist();
        assertThat(folder.toFile().list()).containsExactly("snapshot.db");
    }

    /** The head of a bbolt page, then its magic number. */
    @Test
    void aSnapshotOfEtcdItselfIsRefusedWithTheWayOut() throws IOException {
        var page = new byte[4096 + 32];
        System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xda, 0x0c, (byte) 0xed}, 0, page, 16, 4);
        Files.write(file(), page);
        assertThat(run("status", file().toString())).isOne();
        assertThat(run("restore", file().toString(), "--data-dir=" + target())).isOne();
        assertThat(text(err))
                .contains(file() + ": a snapshot or database of etcd itself")
                .contains("etcdctl make-mirror")
                .doesNotContain("sha256");
        assertThat(target()).doesNotExist();
    }

    @Test
    void theNewClusterBeginsWithTheKeysAndWithoutTheOldMembers() throws IOException {
        var cluster = "a=http://a:2380,b=http://b:2380";
        var status =
                run(
                        "restore",
                        file().toString(),
                        "--name=b",
                        "--initial-cluster=" + cluster,
                        "--initial-cluster-token=new",
                        "--initial-advertise-peer-urls=http://b:2380",
                        "--data-dir=" + target());
        assertThat(text(err)).contains("at revision " + (KEYS + 1));
        assertThat(status).isZero();
        try (var data = DataDir.open(target());
                var storage = Storage.open(data.member().resolve("state.mv"))) {
            var self = MemberIds.forBootstrap(UrlSet.parse("http://b:2380"), "new");
            assertThat(data.identity().orElseThrow().member()).isEqualTo(self);
            var state = State.open(storage);
            assertThat(count(state)).isEqualTo(KEYS);
            assertThat(state.alarms()).isEmpty();
            assertThat(state.members().list()).isEmpty();
            assertStartable(storage);
        }
    }

    @Test
    void revisionsMayBeLeftOutAndDeclaredCompacted() throws IOException {
        run(
                "restore",
                file().toString(),
                "--data-dir=" + target(),
                "--bump-revision=1000000",
                "--mark-compacted");
        try (var storage = Storage.open(target().resolve("member/state.mv"))) {
            var kv = State.open(storage).kv();
            assertThat(kv.revision()).isEqualTo(KEYS + 1 + 1_000_000);
            assertThat(kv.compactedRevision()).isEqualTo(kv.revision());
        }
    }

    @Test
    void whatIsThereIsNeverWrittenOver() throws IOException {
        Files.createDirectory(target());
        assertThat(run("restore", file().toString(), "--data-dir=" + target())).isOne();
        assertThat(text(err)).contains("data-dir \"" + target() + "\" exists");
        assertThat(target().toFile().list()).isEmpty();
    }

    @Test
    void aMemberOutsideOfItsListIsRefused() {
        assertThat(run("restore", file().toString(), "--name=x", "--data-dir=" + target())).isOne();
        assertThat(text(err)).contains("couldn't find local name \"x\"");
    }

    private void assertStartable(Storage storage) throws IOException {
        var mark = storage.mark();
        var membership = membership(mark);
        assertThat(membership.voters()).hasSize(2);
        try (var log = new Wal(FileLogDirectory.open(target().resolve("member/wal")), 1 << 20)) {
            var position = new LogPosition(mark.index(), mark.term());
            var start = Recovery.start(log, new AppliedState(position, membership));
            assertThat(start.hardState().commit()).isEqualTo(2);
        }
    }

    private static turtlelab.node.consensus.Membership membership(Mark mark) {
        try {
            return MembershipCodec.decode(mark.membership());
        } catch (turtlelab.node.replica.wire.MalformedCommand e) {
            throw new AssertionError(e);
        }
    }

    private static long count(State state) {
        var all = new KeyRange(Bytes.wrap(new byte[1]), Bytes.wrap(new byte[1]));
        var answer = state.kv().range(new Operation.Range(all, RangeOptions.ALL));
        return ((KvResult.Ranged) ((KvAnswer.Answered) answer).result()).count();
    }

    private static byte[] bytes(SnapshotExport export) {
        var bytes = new ByteArrayOutputStream();
        var piece = ByteBuffer.allocate(1000);
        while (export.remaining() > 0) {
            export.read(piece);
            bytes.write(piece.array(), 0, piece.remaining());
        }
        bytes.writeBytes(export.checksum());
        return bytes.toByteArray();
    }

    private int run(String... words) {
        return new SnapshotCommand(new PrintStream(out), new PrintStream(err))
                .run(new ArrayList<>(List.of(words)));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }

    private Path file() {
        return folder.resolve("snapshot.db");
    }

    private Path target() {
        return folder.resolve("restored");
    }
}
