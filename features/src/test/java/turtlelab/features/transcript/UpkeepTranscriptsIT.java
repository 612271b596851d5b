package turtlelab.features.transcript;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What keeps a cluster in shape, typed on the engine of this run with its own etcdctl: a snapshot's
 * file is of one engine, and so is who can read it.
 */
@Execution(ExecutionMode.CONCURRENT)
class UpkeepTranscriptsIT {

    @TempDir Path folder;

    @BeforeAll
    static void build() throws Exception {
        Walk.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full_disk.transcript", "snapshot.transcript"})
    void everyAnswerIsAsItStandsThere(String name) throws IOException {
        var own = Walk.isOnEtcd() ? Walk.Etcdctl.DEBIANS : Walk.Etcdctl.OURS;
        Walk.by(folder, own).play(name, "");
    }
}
