package turtlelab.labctl.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    @TempDir Path folder;

    private Path data;
    private Path backup;

    @BeforeEach
    void aNodeHasRun() throws IOException {
        data = folder.resolve("data");
        backup = folder.resolve("backup");
        Files.createDirectories(data.resolve("member/wal"));
        for (var file : new String[] {"lock", "identity", "state.mv", "wal/1-1.wal"}) {
            Files.writeString(data.resolve("member").resolve(file), file);
        }
    }

    @Test
    void everythingIsCopiedButWhoTheMemberWas() {
        var ran = backup();
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).endsWith("turtled --force-new-cluster --data-dir " + backup + "\n");
        assertThat(backup.resolve("member/state.mv")).hasContent("state.mv");
        assertThat(backup.resolve("member/wal/1-1.wal")).hasContent("wal/1-1.wal");
        assertThat(backup.resolve("member/identity")).doesNotExist();
        assertThat(backup.resolve("member/lock")).doesNotExist();
    }

    @Test
    void theLogMayLiveElsewhere() throws IOException {
        Files.move(data.resolve("member/wal"), folder.resolve("log"));
        var ran = backup("--wal-dir", folder.resolve("log").toString(), "--with-v3").exitCode();
        assertThat(ran).isZero();
        assertThat(backup.resolve("member/wal/1-1.wal")).hasContent("wal/1-1.wal");
    }

    @Test
    void aNodeThatRunsIsLeftAlone() throws IOException {
        try (var lock = FileChannel.open(data.resolve("member/lock"), StandardOpenOption.WRITE)) {
            assertThat(lock.tryLock()).isNotNull();
            var ran = backup();
            assertThat(ran.exitCode()).isEqualTo(1);
            assertThat(ran.err()).contains("is in use: stop its node first");
        }
        assertThat(backup).doesNotExist();
    }

    @Test
    void nothingIsWrittenOver() {
        backup();
        var again = backup();
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.err()).contains("is there already: name an empty --backup-dir");
    }

    @Test
    void whatIsMissingIsNamed() {
        var environment = Map.of("ETCDCTL_API", "2");
        assertThat(Ran.ours(environment, "backup", "--data-dir", data.toString()).err())
                .contains("name a directory by --backup-dir");
        var ran =
                Ran.ours(environment, "backup", "--data-dir", "/nowhere", "--backup-dir", "/tmp/x");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("there is no data dir at /nowhere/member");
    }

    @Test
    void withoutAChosenApiBackupIsV2() {
        assertThat(Ran.ours(Map.of(), "backup").err()).contains("name a directory by --backup-dir");
    }

    private Ran backup(String... more) {
        var words = new ArrayList<>(List.of("backup", "--data-dir"));
        words.add(data.toString());
        words.add("--backup-dir");
        words.add(backup.toString());
        words.addAll(List.of(more));
        return Ran.ours(Map.of("ETCDCTL_API", "2"), "", words);
    }
}
