package turtlelab.node.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.replica.LocalReplica;
import turtlelab.node.replica.ReplicaSettings;
import turtlelab.node.replica.ThrowingHandler;
import turtlelab.node.replica.wire.CommandCodec;
import turtlelab.node.replica.wire.ProposalId;
import turtlelab.node.state.Command;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.storage.Storage;

/**
 * Watches stand on a follower while an image of the leader takes the place of its state: what they
 * had not been told yet they are told from the image. Entry {@code i} puts revision {@code i + 1}.
 */
class ImageWatchTest {
    private static final MemberId SELF = new MemberId(1);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir private Path folder;
    private final Reader reader = new Reader();
    private LocalReplica leader;
    private LocalReplica follower;
    private Watches watches;
    private WatchStream stream;

    @BeforeEach
    void open() throws Exception {
        leader = replica("leader");
        follower = replica("follower");
        watches = Watches.start(follower, Time.SYSTEM, NEVER, new ThrowingHandler());
        stream = watches.open(reader);
        for (long index = 1; index <= 10; index++) {
            put(leader, index);
            put(follower, index);
        }
    }

    @AfterEach
    void close() throws Exception {
        watches.close();
        follower.close();
        leader.close();
    }

    @Test
    void whatTheImageBringsIsToldOnceAndInOrder() throws Exception {
        ask(Desk.watch("k", 0));
        ask(Desk.watch("k", 3));
        ask(Desk.watch("k", 251));
        putAtLeader(11, 300);
        install();
        put(follower, 301);
        put(follower, 302);
        eventually(() -> reader.revisions(0).size() >= 292);
        eventually(() -> reader.revisions(1).size() >= 301);
        eventually(() -> reader.revisions(2).size() >= 53);
        assertThat(reader.revisions(0)).isEqualTo(fromTo(12, 303));
        assertThat(reader.revisions(1)).isEqualTo(fromTo(3, 303));
        assertThat(reader.revisions(2)).isEqualTo(fromTo(251, 303));
    }

    @Test
    void aWatchThatTheImageCannotTellEverythingIsTold() throws Exception {
        ask(Desk.watch("k", 0));
        ask(Desk.watch("k", 250));
        putAtLeader(11, 298);
        leader.apply(entry(299, new Command.Compact(200)));
        leader.endOfBatch();
        install();
        put(follower, 300);
        eventually(() -> reader.told.contains(new WatchAnswer.Compacted(0, 200)));
        eventually(() -> reader.revisions(1).size() >= 51);
        assertThat(reader.revisions(0)).isEmpty();
        assertThat(reader.revisions(1)).isEqualTo(fromTo(250, 300));
        assertThat(reader.told).doesNotContain(new WatchAnswer.Compacted(1, 200));
    }

    @Test
    void aReaderThatIsSlowGoesOnInTheImage() throws Exception {
        ask(Desk.watch("k", 0));
        reader.takes = false;
        for (long index = 11; index <= 20; index++) {
            put(leader, index);
            put(follower, index);
        }
        putAtLeader(21, 6000);
        install();
        eventually(() -> watches.figures().slow() == 1);
        reader.takes = true;
        stream.ready();
        eventually(() -> reader.revisions(0).size() >= 5990);
        assertThat(reader.revisions(0)).isEqualTo(fromTo(12, 6001));
    }

    private void ask(StreamRequest.Create watch) {
        int answers = reader.told.size();
        stream.request(watch);
        eventually(() -> reader.told.size() > answers);
    }

    private void putAtLeader(long from, long to) {
        for (long index = from; index <= to; index++) {
            put(leader, index);
        }
    }

    private static void put(LocalReplica replica, long index) {
        var put =
                new Operation.Put(
                        Bytes.utf8("k"), Bytes.utf8("x".repeat(200)), 0, false, false, false);
        replica.apply(entry(index, new Command.Write(put)));
        replica.endOfBatch();
    }

    private static Entry entry(long index, Command command) {
        var data = CommandCodec.encode(new ProposalId(SELF, index), command);
        return new Entry(index, 1, EntryKind.COMMAND, data);
    }

    private void install() throws IOException {
        try (var image = leader.capture();
                var writer = follower.receive(image.mark())) {
            var piece = ByteBuffer.allocate(5000);
            while (image.read(piece) >= 0) {
                writer.write(piece.flip());
                piece.clear();
            }
            writer.install();
        }
    }

    private LocalReplica replica(String name) throws IOException {
        var settings =
                new ReplicaSettings(
                        SELF,
                        new ClusterId(7),
                        Duration.ofSeconds(1),
                        -1,
                        Time.SYSTEM,
                        new ThrowingHandler());
        return LocalReplica.open(settings, Storage.open(folder.resolve(name)));
    }

    private static List<Long> fromTo(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** A client that writes down what it is told. */
    private static final class Reader implements WatchClient {
        private final List<WatchAnswer> told = new CopyOnWriteArrayList<>();
        private volatile boolean takes = true;

        @Override
        public boolean isReady() {
            return takes;
        }

        @Override
        public void send(WatchAnswer answer) {
            told.add(answer);
        }

        @Override
        public void ask(int requests) {}

        List<Long> revisions(long id) {
            var revisions = new ArrayList<Long>();
            for (var answer : told) {
                if (answer instanceof WatchAnswer.Events(var of, var batch, _) && of == id) {
                    batch.events().forEach(event -> revisions.add(event.kv().modRevision()));
                }
            }
            return revisions;
        }
    }
}
