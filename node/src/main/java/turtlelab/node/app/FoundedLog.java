package turtlelab.node.app;

import java.io.IOException;
import java.nio.file.Path;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.StateMachine.AppliedState;
import turtlelab.node.consensus.engine.Bootstrap;
import turtlelab.node.consensus.engine.ForcedCluster;
import turtlelab.node.consensus.log.FileLogDirectory;
import turtlelab.node.consensus.log.LogFigures;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.log.Wal;
import turtlelab.node.discovery.Identity;

/** The log of this node; that of a founder begins with the first members. */
final class FoundedLog {
    private FoundedLog() {}

    /**
     * Opens the log, and writes its beginning if this node is a founder that never got so far.
     *
     * @param figures what is done to the disk from now on is noted there
     */
    static LogStore open(Path directory, Identity identity, AppliedState state, LogFigures figures)
            throws IOException {
        if (identity.founder() && state.position().equals(LogPosition.ORIGIN)) {
            try (var log = open(directory, LogFigures.ofNobody())) {
                if (log.recovered().last().equals(LogPosition.ORIGIN)) {
                    Bootstrap.write(log, Bootstrap.entries(identity.founders()));
                }
            }
        }
        return open(directory, figures);
    }

    /** Makes this member the only one, now and for ever. */
    static void force(Path directory, Identity identity, AppliedState state) throws IOException {
        try (var log = open(directory, LogFigures.ofNobody())) {
            ForcedCluster.force(log, state, identity.member());
        }
    }

    private static Wal open(Path directory, LogFigures figures) throws IOException {
        return new Wal(FileLogDirectory.open(directory, figures), Wal.SEGMENT_BYTES);
    }
}
