package turtlelab.features.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import turtlelab.labctl.lab.Engine;

/**
 * The seeds' walks word for word, on their own addresses, so with their own member IDs: on our node
 * and on the real etcd, by Debian's etcdctl and by ours.
 */
@ParameterizedClass
@MethodSource("turtlelab.features.transcript.Walk#engines")
@Execution(ExecutionMode.CONCURRENT)
class SeedTranscriptsIT {

    @Parameter Engine engine;
    @TempDir Path folder;

    @BeforeAll
    static void build() throws Exception {
        Walk.build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turtle1 turtle2 turtle3",
                "turtle1 turtle3 turtle2",
                "turtle2 turtle1 turtle3",
                "turtle2 turtle3 turtle1",
                "turtle3 turtle1 turtle2",
                "turtle3 turtle2 turtle1",
            })
    void threeTurtlesStartInAnyOrder(String order) throws IOException {
        var both = List.of(Walk.Etcdctl.DEBIANS, Walk.Etcdctl.OURS);
        new Walk(folder, engine, both, false).play(order, "three_turtles.transcript");
    }

    @Test
    void labctlWritesTheSettingsThatTheThreeStartWith() throws IOException {
        Walk.on(engine, folder, Walk.Etcdctl.OURS).play("", "settings.transcript");
    }

    @ParameterizedTest
    @EnumSource
    void oneNodeAnswers(Walk.Etcdctl etcdctl) throws IOException {
        Walk.on(engine, folder, etcdctl).play("", "one_node.transcript");
    }

    @ParameterizedTest
    @EnumSource
    void oneNodeGrowsToFive(Walk.Etcdctl etcdctl) throws IOException {
        var pairs = new String[] {"grow_to_five.transcript", "any_two.transcript"};
        var walk = Walk.on(engine, folder, etcdctl);
        switch (etcdctl) {
            case OURS -> walk.play("", pairs[0]);
            case DEBIANS -> walk.play("", pairs);
        }
    }
}
