package turtlelab.node.app.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.MembershipChange;
import turtlelab.node.consensus.Peer;
import turtlelab.node.consensus.engine.Bootstrap;
import turtlelab.node.consensus.log.FileLogDirectory;
import turtlelab.node.consensus.log.Wal;
import turtlelab.node.discovery.BootstrapDecision;
import turtlelab.node.discovery.DataDir;
import turtlelab.node.discovery.Identity;
import turtlelab.node.discovery.UrlComparison;
import turtlelab.node.replica.wire.MembershipCodec;
import turtlelab.node.state.Restoration;
import turtlelab.node.storage.Mark;
import turtlelab.node.storage.SnapshotFile;
import turtlelab.node.storage.Storage;

/**
 * Makes the data dir of a new cluster's member out of a snapshot. The member and the cluster get
 * new identities, so that nobody takes them for the old ones. The directory appears whole or not at
 * all.
 */
final class Restore {
    private static final long FIRST_TERM = 1;

    private final RestoreFlags flags;

    Restore(RestoreFlags flags) {
        this.flags = flags;
    }

    /** Who the member is, and the revision it begins with. */
    record Restored(Identity identity, long revision) {}

    /**
     * Does it.
     *
     * @throws IOException with what to tell the user
     */
    Restored from(Path snapshot) throws IOException {
        var target = flags.dataDir();
        if (Files.exists(target)) {
            throw new IOException("data-dir \"" + target + "\" exists");
        }
        var file = SnapshotFile.open(snapshot, flags.skipHashCheck());
        var identity = identity();
        var part = target.resolveSibling(target.getFileName() + ".part");
        remove(part);
        try {
            var revision = fill(part, file, identity);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            syncParent(target);
            return new Restored(identity, revision);
        } finally {
            remove(part);
        }
    }

    private Identity identity() throws IOException {
        var nobody = new UrlComparison(Optional::of);
        var bootstrap = new turtlelab.node.discovery.Bootstrap(_ -> Optional.empty(), nobody);
        return switch (bootstrap.decide(flags.bootstrap(), Optional.empty())) {
            case BootstrapDecision.Found(var identity) -> identity;
            case BootstrapDecision.Refused(var reason) -> throw new IOException(reason);
            case BootstrapDecision.Restart _, BootstrapDecision.Join _ ->
                    throw new IllegalStateException("a restored member founds a cluster");
        };
    }

    private long fill(Path part, SnapshotFile file, Identity identity) throws IOException {
        try (var data = DataDir.open(part)) {
            var first = Bootstrap.entries(identity.founders());
            var members = members(identity.founders());
            var mark = new Mark(first.size(), FIRST_TERM, MembershipCodec.encode(members));
            long revision;
            try (var storage = Storage.open(data.member().resolve("state.mv"))) {
                var restoration = new Restoration(storage);
                file.read(restoration);
                revision =
                        restoration.finish(mark, flags.skippedRevisions(), flags.markCompacted());
            }
            try (var log = new Wal(FileLogDirectory.open(walIn(part)), Wal.SEGMENT_BYTES)) {
                Bootstrap.write(log, first);
            }
            data.identify(identity);
            return revision;
        }
    }

    /** Inside the data dir for as long as that has its temporary name. */
    private Path walIn(Path part) {
        return flags.walDir().startsWith(flags.dataDir())
                ? part.resolve(flags.dataDir().relativize(flags.walDir()))
                : flags.walDir();
    }

    private static Membership members(List<Peer> founders) {
        var membership = Membership.EMPTY;
        for (var peer : founders) {
            membership =
                    membership.after(new MembershipChange.AddVoter(peer.id(), peer.peerUrls()));
        }
        return membership;
    }

    private static void syncParent(Path path) throws IOException {
        var parent = Objects.requireNonNull(path.toAbsolutePath().getParent());
        try (var channel = FileChannel.open(parent, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
