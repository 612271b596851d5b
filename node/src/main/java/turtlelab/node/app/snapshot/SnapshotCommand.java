package turtlelab.node.app.snapshot;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import turtlelab.node.state.Inventory;
import turtlelab.node.storage.SnapshotFile;

/**
 * {@code turtled snapshot status FILE} and {@code turtled snapshot restore FILE [flags]}. They
 * stand in the node, since only the node knows how its data dir and its snapshots look; {@code
 * labctl ctl snapshot} runs them.
 */
public final class SnapshotCommand {
    private static final int FAILED = 1;
    private static final int BAD_USAGE = 2;
    private static final String USAGE =
            """
            Usage: turtled snapshot status FILE
                   turtled snapshot restore FILE [flags]

            status prints what the file holds, as one line of JSON. restore makes the data dir of
            one member of a new cluster out of it; run it once for each member of the list, with
            the same file and its own --name.

              --name 'default'
              --initial-cluster 'default=http://localhost:2380'
              --initial-cluster-token 'etcd-cluster'
              --initial-advertise-peer-urls 'http://localhost:2380'
              --data-dir 'NAME.etcd'
              --wal-dir ''
              --skip-hash-check        for a file without its checksum
              --bump-revision N        begin N revisions later, so that no revision that a client
                                       has seen comes again
              --mark-compacted         end watches from before the restoration, so that their
                                       clients read anew

            Example: turtled snapshot restore backup.db --name a --bump-revision 1000000000 \\
                       --mark-compacted --initial-cluster a=http://a:2380 \\
                       --initial-advertise-peer-urls http://a:2380
            """;

    private final PrintStream out;
    private final PrintStream err;

    public SnapshotCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The exit code. */
    public int run(List<String> words) {
        if (words.size() < 2 || words.contains("--help")) {
            (words.contains("--help") ? out : err).print(USAGE);
            return words.contains("--help") ? 0 : BAD_USAGE;
        }
        var file = Path.of(words.get(1));
        try {
            switch (words.getFirst()) {
                case "status" -> status(file);
                case "restore" -> restore(file, words.subList(2, words.size()));
                default -> {
                    err.print(USAGE);
                    return BAD_USAGE;
                }
            }
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("Error: " + e.getMessage());
            return BAD_USAGE;
        } catch (IOException e) {
            err.println("Error: " + e.getMessage());
            return FAILED;
        }
    }

    private void status(Path path) throws IOException {
        var file = SnapshotFile.open(path, false);
        var found = new Inventory();
        file.read(found);
        out.println(
                "{\"hash\":%d,\"revision\":%d,\"totalKey\":%d,\"totalSize\":%d}"
                        .formatted(
                                found.hash(),
                                found.revision(),
                                found.entries(),
                                file.imageBytes()));
    }

    private void restore(Path snapshot, List<String> words) throws IOException {
        var flags = RestoreFlags.parse(words);
        var restored = new Restore(flags).from(snapshot);
        err.println(
                "restored snapshot %s at revision %d into %s, as member %s of the new cluster %s"
                        .formatted(
                                snapshot,
                                restored.revision(),
                                flags.dataDir(),
                                restored.identity().member(),
                                restored.identity().cluster()));
    }
}
