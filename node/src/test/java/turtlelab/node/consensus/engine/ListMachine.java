package turtlelab.node.consensus.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.SnapshotWriter;
import turtlelab.node.consensus.StateMachine;

/** A state that is the list of all commands, durable at once; its image is one command per line. */
public final class ListMachine implements StateMachine {
    private List<String> commands = new ArrayList<>();
    private AppliedState applied = AppliedState.NOTHING;

    public synchronized List<String> commands() {
        return List.copyOf(commands);
    }

    public synchronized long applied() {
        return applied.position().index();
    }

    @Override
    public synchronized AppliedState recovered() {
        return applied;
    }

    @Override
    public boolean isQuick(Entry entry) {
        return true;
    }

    @Override
    public synchronized void apply(Entry entry) {
        if (entry.kind() == EntryKind.COMMAND) {
            commands.add(entry.data().utf8());
        }
        applied = new AppliedState(entry.position(), applied.membership());
    }

    @Override
    public synchronized void changeMembership(
            Entry entry, AppliedChange change, Membership membership) {
        applied = new AppliedState(entry.position(), membership);
    }

    @Override
    public void endOfBatch() {}

    @Override
    public long durableIndex() {
        return applied();
    }

    @Override
    public synchronized SnapshotReader capture() {
        return new Image(
                new SnapshotMark(applied.position(), applied.membership()),
                ByteBuffer.wrap(String.join("\n", commands).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public SnapshotWriter receive(SnapshotMark mark) {
        return new Incoming(mark);
    }

    @Override
    public void roleChanged(RoleChange change) {}

    private synchronized void become(SnapshotMark mark, String image) {
        commands = new ArrayList<>(image.isEmpty() ? List.of() : List.of(image.split("\n")));
        applied = new AppliedState(mark.position(), mark.membership());
    }

    private record Image(SnapshotMark mark, ByteBuffer bytes) implements SnapshotReader {
        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(into.remaining(), bytes.remaining());
            into.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public void close() {}
    }

    private final class Incoming implements SnapshotWriter {
        private final SnapshotMark mark;
        private final ByteArrayOutputStream image = new ByteArrayOutputStream();

        Incoming(SnapshotMark mark) {
            this.mark = mark;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            var copy = new byte[bytes.remaining()];
            bytes.get(copy);
            image.write(copy);
        }

        @Override
        public void install() {
            become(mark, image.toString(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {}
    }
}
