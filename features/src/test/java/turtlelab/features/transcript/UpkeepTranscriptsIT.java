package turtlelab.features.transcript;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.labctl.lab.Engine;

/**
 * What keeps a cluster in shape, typed on each engine with its own etcdctl: a snapshot's file is of
 * one engine, and so is who can read it.
 */
@ParameterizedClass
@MethodSource("turtlelab.features.transcript.Walk#engines")
@Execution(ExecutionMode.CONCURRENT)
class UpkeepTranscriptsIT {

    @Parameter Engine engine;
    @TempDir Path folder;

    @BeforeAll
    static void build() throws Exception {
        Walk.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"full_disk.transcript", "snapshot.transcript"})
    void everyAnswerIsAsItStandsThere(String name) throws IOException {
        var own = engine == Engine.ETCD ? Walk.Etcdctl.DEBIANS : Walk.Etcdctl.OURS;
        Walk.on(engine, folder, own).play("", name);
    }
}
