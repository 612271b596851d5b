package turtlelab.labctl.join;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A node's data dir, ours or etcd's, as far as it tells who lived there. */
public record DataFolder(Path path) {
    /** Whether no node has ever started there; a lock file or lost+found does not count. */
    public boolean isFresh() {
        var member = path.resolve("member");
        return Stream.of("wal", "snap", "identity", "state.mv")
                .noneMatch(name -> Files.exists(member.resolve(name)));
    }

    /** The member's identity where it can be read: turtled writes it down, etcd does not. */
    public Optional<Long> member() {
        try (var lines = Files.lines(path.resolve("member/identity"))) {
            return lines.filter(line -> line.matches("member [0-9a-f]{1,16}"))
                    .map(line -> Long.parseUnsignedLong(line.substring(7), 16))
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
