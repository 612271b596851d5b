package turtlelab.node.replica;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.Role;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.SnapshotWriter;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.Status;
import turtlelab.node.replica.upkeep.ImageFigures;
import turtlelab.node.replica.wire.MalformedCommand;
import turtlelab.node.replica.wire.MembershipCodec;
import turtlelab.node.state.MemberRecords;
import turtlelab.node.storage.ImageReader;
import turtlelab.node.storage.ImageWriter;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.Storage;

/** Images, marks and memberships in the words of storage, state and consensus. */
final class Images {
    private Images() {}

    /** Who puts a received image into force. Apply thread. */
    interface Installation {
        void installed(SnapshotMark mark, Storage storage);
    }

    static Mark mark(AppliedState applied) {
        var position = applied.position();
        var membership = MembershipCodec.encode(applied.membership());
        return new Mark(position.index(), position.term(), membership);
    }

    static AppliedState appliedState(Mark mark) throws IOException {
        try {
            return new AppliedState(
                    new LogPosition(mark.index(), mark.term()),
                    MembershipCodec.decode(mark.membership()));
        } catch (MalformedCommand e) {
            throw new IOException("the state file holds a membership not known here", e);
        }
    }

    static List<MemberRecords.Place> places(Membership membership) {
        return membership.peers().stream()
                .map(peer -> new MemberRecords.Place(peer.id(), peer.peerUrls(), peer.learner()))
                .toList();
    }

    /** What a node can say of itself before its engine runs. */
    static Status notStarted(MemberId self, AppliedState recovered) {
        var index = recovered.position().index();
        return new Status(
                self,
                Role.FOLLOWER,
                MemberId.NONE,
                recovered.position().term(),
                index,
                index,
                index,
                recovered.membership(),
                Map.of());
    }

    static SnapshotReader reader(SnapshotMark mark, ImageReader image) {
        return new SnapshotReader() {
            @Override
            public SnapshotMark mark() {
                return mark;
            }

            @Override
            public int read(ByteBuffer into) {
                return image.read(into);
            }

            @Override
            public void close() {
                image.close();
            }
        };
    }

    /** Takes an image in, and times that. */
    record Reception(Installation installation, ImageFigures figures, Time time) {}

    static SnapshotWriter writer(SnapshotMark mark, Storage old, Reception reception)
            throws IOException {
        var image =
                ImageWriter.replacing(
                        old, mark(new AppliedState(mark.position(), mark.membership())));
        var time = reception.time();
        var figures = reception.figures();
        long from = time.nanos();
        return new SnapshotWriter() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                image.write(bytes);
            }

            @Override
            public void install() throws IOException {
                long whole = time.nanos();
                image.seal();
                figures.syncs().add(time.nanos() - whole);
                reception.installation().installed(mark, image.install());
                figures.taken().add(time.nanos() - from);
            }

            @Override
            public void close() {
                image.close();
            }
        };
    }
}
