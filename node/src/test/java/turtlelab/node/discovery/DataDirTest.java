package turtlelab.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.node.base.ClusterId;
import turtlelab.node.base.MemberId;
import turtlelab.node.consensus.Peer;

final class DataDirTest {
    private static final Identity IDENTITY =
            new Identity(
                    new ClusterId(-5),
                    new MemberId(-7),
                    "a b",
                    List.of(
                            new Peer(
                                    new MemberId(-7), List.of("http://h:1", "http://h:2"), false)));

    @TempDir Path directory;

    @Test
    void anIdentityIsReadAsItWasWritten() throws IOException {
        try (var data = DataDir.open(directory.resolve("d"))) {
            assertThat(data.identity()).isEmpty();
            data.identify(IDENTITY);
            assertThat(data.identity()).contains(IDENTITY);
        }
    }

    @Test
    void aDamagedIdentityIsRefused() throws IOException {
        try (var data = DataDir.open(directory.resolve("d"))) {
            data.identify(IDENTITY);
            var file = data.member().resolve("identity");
            Files.writeString(file, Files.readString(file).replace("a b", "a c"));
            assertThatThrownBy(data::identity).hasMessageContaining("identity is damaged");
        }
    }

    @Test
    void nobodyElseMayLookInside() throws IOException {
        var path = Files.createDirectory(directory.resolve("d"));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataDir.open(path).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void aSecondUserOfTheDirectoryIsRefused() throws IOException {
        try (var _ = DataDir.open(directory)) {
            assertThatThrownBy(() -> DataDir.open(directory))
                    .isInstanceOf(DataDir.Unusable.class)
                    .hasMessageContaining("holds the file lock");
        }
        DataDir.open(directory).close();
    }

    @Test
    void aFileIsNoDataDir() throws IOException {
        var file = Files.createFile(directory.resolve("f"));
        assertThatThrownBy(() -> DataDir.open(file)).hasMessageContaining("is not a directory");
    }
}
