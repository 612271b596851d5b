package turtlelab.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.RecordingDriver;

/** {@code labctl add}: a newcomer that comes, and one that never does. */
class AddCommandTest {

    private static final String LAB =
            """
            driver: recording
            engine: etcd
            nodes:
              - { name: turtle1, local: 127.2.81.2, vm: 10.0.0.2 }
            """;

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();

    @BeforeEach
    void raise() throws IOException {
        Files.writeString(folder.resolve("lab.yaml"), LAB);
        assertThat(labctl("up").exitCode()).isZero();
    }

    @AfterEach
    void end() {
        driver.close();
    }

    private Called labctl(String... words) {
        return Called.labctl(folder, driver, words);
    }

    private List<Path> kept() throws IOException {
        try (var files = Files.walk(folder.resolve(".lab"))) {
            return files.filter(it -> it.toString().endsWith(".log")).toList();
        }
    }

    @Test
    void aNewcomerGetsItsVote() {
        var added = labctl("add", "turtle2");
        assertThat(added.exitCode()).as(added.err()).isZero();
        assertThat(added.out()).isEqualTo("turtle2 http://127.2.81.3:2379\n");
        assertThat(added.err()).contains("turtle2: learner added", "turtle2: has its vote");
        assertThat(driver.learners).isEmpty();
    }

    /** Its port is taken, say: the cluster is as it was, and so is the lab. */
    @Test
    void aLearnerThatNeverComesIsRemovedAgain() {
        driver.dying.add("turtle2");
        var added = labctl("add", "turtle2");
        assertThat(added.exitCode()).isEqualTo(4);
        assertThat(added.out()).isEmpty();
        assertThat(added.err())
                .contains("turtle2 died right after its start")
                .contains("turtle2 is no member any more, and has been removed");
        assertThat(driver.learners).isEmpty();
        assertThat(driver.acts).contains("destroy turtle2");
        assertThat(labctl("status").out()).contains("turtle1").doesNotContain("turtle2");
    }

    @Test
    void itCanBeAddedAgainOnceItsTroubleIsOver() {
        driver.dying.add("turtle2");
        assertThat(labctl("add", "turtle2").exitCode()).isEqualTo(4);
        driver.dying.clear();
        var again = labctl("add", "turtle2");
        assertThat(again.exitCode()).as(again.err()).isZero();
    }

    /** The node's own log went with the node, so another file is named, which is there. */
    @Test
    void theLogOfOneThatWasRemovedIsKeptWhereTheFailureSays() throws IOException {
        driver.dying.add("turtle2");
        var added = labctl("add", "turtle2");
        var logs = kept();
        assertThat(logs).hasSize(1);
        assertThat(logs.getFirst()).content().startsWith("daemon: ");
        assertThat(added.err()).contains("its log, " + logs.getFirst() + ", ends:");
        assertThat(added.err()).doesNotContain("/nodes/turtle2/turtle2.log");
        assertThat(labctl("down").exitCode()).isZero();
        assertThat(folder.resolve(".lab")).doesNotExist();
    }

    @Test
    void aNameThatIsThereIsRefusedAndAnotherAskedFor() {
        var words = new ArrayList<>(List.of("add", "turtle1"));
        var added = labctl(words.toArray(String[]::new));
        assertThat(added.exitCode()).isEqualTo(2);
        assertThat(added.err()).contains("has a node 'turtle1' already: name another");
        assertThat(driver.learners).isEmpty();
    }
}
