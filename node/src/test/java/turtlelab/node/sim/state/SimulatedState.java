package turtlelab.node.sim.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.SnapshotWriter;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.sim.check.Evidence.Fact;
import turtlelab.node.sim.check.Ledger;
import turtlelab.node.sim.check.Violation;
import turtlelab.node.sim.check.Violation.Promise;
import turtlelab.node.sim.check.World;

/**
 * A map of registers, with a hash over its whole history. Its own durable state lags behind: some
 * batches are committed, the others replayed from the log after a crash.
 */
public final class SimulatedState implements StateMachine {
    private static final int BATCHES_PER_COMMIT = 4;

    private final MemberId self;
    private final World world;
    private final Platter platter;
    private final Listener listener;
    private final LongSupplier term;
    private final Map<Long, Long> values;
    private LogPosition position;
    private Membership membership;
    private long hash;
    private int batches;

    public SimulatedState(
            MemberId self, World world, Platter platter, Listener listener, LongSupplier term) {
        this.self = self;
        this.world = world;
        this.platter = platter;
        this.listener = listener;
        this.term = term;
        var found = platter.found();
        values = new HashMap<>(found.values());
        position = found.position();
        membership = found.membership();
        hash = found.hash();
        world.ledger().checkState(self, position.index(), hash);
    }

    @Override
    public AppliedState recovered() {
        return new AppliedState(position, membership);
    }

    public long appliedIndex() {
        return position.index();
    }

    public Membership membership() {
        return membership;
    }

    public long hash() {
        return hash;
    }

    /** 0 when the key was never written. */
    public long value(long key) {
        return values.getOrDefault(key, 0L);
    }

    @Override
    public boolean isQuick(Entry entry) {
        return true;
    }

    @Override
    public void apply(Entry entry) {
        advance(entry, null);
        if (entry.kind() == EntryKind.COMMAND) {
            var data = entry.data().asByteBuffer();
            var key = data.getLong();
            var value = data.getLong();
            values.put(key, value);
            listener.written(value, entry.index());
        }
    }

    public static Bytes command(long key, long value) {
        return Bytes.wrap(ByteBuffer.allocate(16).putLong(key).putLong(value).array());
    }

    @Override
    public void changeMembership(Entry entry, AppliedChange change, Membership after) {
        membership = after;
        advance(entry, new Ledger.Change(change.change(), change.refusal(), after));
    }

    private void advance(Entry entry, Ledger.@Nullable Change change) {
        if (entry.index() != position.index() + 1) {
            throw new Violation(
                    Promise.APPLY_IN_ORDER,
                    "%s applies %d behind %d",
                    self,
                    entry.index(),
                    position.index());
        }
        hash = Ledger.hash(hash, entry);
        position = entry.position();
        world.ledger().applied(self, entry, term.getAsLong(), change, hash);
    }

    @Override
    public void endOfBatch() {
        if (++batches % BATCHES_PER_COMMIT == 0) {
            platter.commit(image());
        }
        listener.applied(position.index());
    }

    @Override
    public long durableIndex() {
        return platter.image.position().index();
    }

    @Override
    public SnapshotReader capture() {
        return new Reader(image());
    }

    @Override
    public SnapshotWriter receive(SnapshotMark mark) {
        return new Writer(mark);
    }

    @Override
    public void roleChanged(RoleChange change) {
        listener.roleChanged(change);
    }

    private StateImage image() {
        return new StateImage(position, membership, values, hash);
    }

    private void install(StateImage image) {
        if (image.position().index() <= position.index()) {
            throw new Violation(
                    Promise.APPLY_IN_ORDER,
                    "%s goes back from %d to a snapshot at %d",
                    self,
                    position.index(),
                    image.position().index());
        }
        world.ledger().checkState(self, image.position().index(), image.hash());
        world.ledger().checkMembership(self, image.position().index(), image.membership());
        platter.commit(image);
        values.clear();
        values.putAll(image.values());
        position = image.position();
        membership = image.membership();
        hash = image.hash();
        world.evidence().count(Fact.SNAPSHOTS_INSTALLED);
        world.trace().event("n%s installs a snapshot at %d", self, position.index());
        listener.applied(position.index());
    }

    /** Hears what a node's state does. */
    public interface Listener {
        void written(long value, long index);

        void applied(long index);

        void roleChanged(RoleChange change);
    }

    /** The disk below: one image, replaced as a whole. Broken variants lie about it. */
    public static class Platter {
        private StateImage image;

        public Platter(StateImage image) {
            this.image = image;
        }

        public void commit(StateImage next) {
            image = next;
        }

        /** What a restarted node finds. */
        public StateImage found() {
            return image;
        }
    }

    private static final class Reader implements SnapshotReader {
        private final SnapshotMark mark;
        private final ByteBuffer bytes;

        Reader(StateImage image) {
            this.mark = image.mark();
            this.bytes = ByteBuffer.wrap(image.bytes());
        }

        @Override
        public SnapshotMark mark() {
            return mark;
        }

        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            var length = Math.min(into.remaining(), bytes.remaining());
            into.put(bytes.slice(bytes.position(), length));
            bytes.position(bytes.position() + length);
            return length;
        }

        @Override
        public void close() {}
    }

    private final class Writer implements SnapshotWriter {
        private final SnapshotMark mark;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer(SnapshotMark mark) {
            this.mark = mark;
        }

        @Override
        public void write(ByteBuffer piece) {
            var copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void install() throws IOException {
            SimulatedState.this.install(StateImage.of(mark, bytes.toByteArray()));
        }

        @Override
        public void close() {}
    }
}
