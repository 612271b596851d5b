package turtlelab.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.local.LocalDriver;
import turtlelab.labctl.stage.Called;

/** Files that lead to {@code /dev/full} are on a full disk. */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {

    private static final Path FULL = Path.of("/dev/full");
    private static final String LAB =
            """
            engine: etcd
            nodes:
              - { name: turtle1, local: 127.2.36.2, vm: 10.0.0.2 }
              - { name: turtle2, local: 127.2.36.3, vm: 10.0.0.3 }
              - { name: turtle3, local: 127.2.36.4, vm: 10.0.0.4 }
            """;

    @TempDir Path folder;
    private Path state;

    @BeforeEach
    void writeLabFile() throws IOException {
        Files.writeString(folder.resolve("lab.yaml"), LAB);
        state = Files.createDirectory(folder.resolve(".lab"));
    }

    private Called labctl(String... words) {
        return Called.labctl(folder, new LocalDriver(state), words);
    }

    private static void assertTold(Called up) {
        assertThat(up.exitCode()).isEqualTo(4);
        assertThat(up.err())
                .contains("labctl: the disk is full (")
                .contains("df -h")
                .doesNotContain("at turtlelab");
    }

    @Test
    void aLabThatCannotBeRecordedIsNotRaised() throws IOException {
        var record = Files.createSymbolicLink(state.resolve("lab.json.new"), FULL);
        assertTold(labctl("up"));
        assertThat(state.resolve("turtle1")).doesNotExist();
        Files.delete(record); // JUnit would warn of where it leads
    }

    @Test
    void aNodeThatCannotBeProvisionedLetsNoneStartAndDownRemovesTheOthers() throws IOException {
        var node = Files.createDirectory(state.resolve("turtle2"));
        Files.createSymbolicLink(node.resolve("turtled.conf.new"), FULL);
        assertTold(labctl("up"));
        assertThat(state.resolve("turtle1/provisioned")).exists();
        assertThat(state.resolve("turtle1/pid")).doesNotExist();
        assertThat(labctl("start").err()).contains("not provisioned yet: turtle2");
        assertThat(labctl("down").exitCode()).isZero();
        assertThat(state).doesNotExist();
    }
}
