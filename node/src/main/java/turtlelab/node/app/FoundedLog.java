package turtlelab.node.app;

import java.io.IOException;
import java.nio.file.Path;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.engine.Bootstrap;
import turtlelab.node.consensus.engine.ForcedCluster;
import turtlelab.node.consensus.log.FileLogDirectory;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.log.Wal;
import turtlelab.node.discovery.Identity;

/** The log of this node; that of a founder begins with the first members. */
final class FoundedLog {
    private FoundedLog() {}

    /** Opens the log, and writes its beginning if this node is a founder that never got so far. */
    static LogStore open(Path directory, Identity identity, AppliedState state) throws IOException {
        if (identity.founder() && state.position().equals(LogPosition.ORIGIN)) {
            try (var log = open(directory)) {
                if (log.recovered().last().equals(LogPosition.ORIGIN)) {
                    Bootstrap.write(log, Bootstrap.entries(identity.founders()));
                }
            }
        }
        return open(directory);
    }

    /** Makes this member the only one, now and for ever. */
    static void force(Path directory, Identity identity, AppliedState state) throws IOException {
        try (var log = open(directory)) {
            ForcedCluster.force(log, state, identity.member());
        }
    }

    private static Wal open(Path directory) throws IOException {
        return new Wal(FileLogDirectory.open(directory), Wal.SEGMENT_BYTES);
    }
}
