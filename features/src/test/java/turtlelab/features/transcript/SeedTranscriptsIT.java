package turtlelab.features.transcript;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The seeds' walks word for word, on their own addresses, so with their own member IDs: on the
 * engine of this run ({@code -Dlab.engine}), by Debian's etcdctl and by ours.
 */
@Execution(ExecutionMode.CONCURRENT)
class SeedTranscriptsIT {

    @TempDir Path folder;

    @BeforeAll
    static void build() throws Exception {
        Walk.build();
    }

    @ParameterizedTest
    @CsvSource({
        "turtle1 turtle2 turtle3, OURS",
        "turtle1 turtle3 turtle2, DEBIANS",
        "turtle2 turtle1 turtle3, OURS",
        "turtle2 turtle3 turtle1, DEBIANS",
        "turtle3 turtle1 turtle2, OURS",
        "turtle3 turtle2 turtle1, DEBIANS",
    })
    void threeTurtlesStartInAnyOrder(String order, Walk.Etcdctl etcdctl) throws IOException {
        play("three_turtles.transcript", etcdctl, order);
    }

    @ParameterizedTest
    @EnumSource
    void oneNodeAnswers(Walk.Etcdctl etcdctl) throws IOException {
        play("one_node.transcript", etcdctl, "");
    }

    @ParameterizedTest
    @EnumSource
    void oneNodeGrowsToFive(Walk.Etcdctl etcdctl) throws IOException {
        play("grow_to_five.transcript", etcdctl, "");
    }

    private void play(String name, Walk.Etcdctl etcdctl, String order) throws IOException {
        new Walk(folder, etcdctl).play(name, order);
    }
}
