package turtlelab.labctl.driver.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTableTest {

    private static final String STAT =
            "42 (etcd) S 1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 9 0 777123 1000 50";

    @TempDir Path proc;

    /** As with a process that is killed meanwhile, the file can be opened but not read. */
    @Test
    void aProcessThatGoesWhileWeReadCostsNoMoreThanItsMemoryFigure() throws IOException {
        Files.createDirectories(proc.resolve("42/status"));
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(proc.resolve("self/stat"), STAT);
        Files.writeString(proc.resolve("42/stat"), STAT);
        var found = new ProcessTable(proc).find(new ProcessIdentity(42, 777_123)).orElseThrow();
        assertThat(found.residentBytes()).isZero();
    }
}
