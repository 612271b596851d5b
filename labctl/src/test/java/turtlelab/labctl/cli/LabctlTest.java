package turtlelab.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.labctl.driver.Capability;
import turtlelab.labctl.lab.LabFile;
import turtlelab.labctl.lab.LabFolder;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.RecordingDriver;

class LabctlTest {

    private static final String LAB =
            """
            driver: recording
            engine: etcd
            nodes:
              - { name: turtle1, local: 127.2.1.2, vm: 10.0.0.2 }
              - { name: turtle2, local: 127.2.1.3, vm: 10.0.0.3 }
              - { name: turtle3, local: 127.2.1.4, vm: 10.0.0.4 }
            """;

    @TempDir Path folder;
    private final RecordingDriver driver = new RecordingDriver();

    @BeforeEach
    void writeLabFile() throws IOException {
        Files.writeString(folder.resolve("lab.yaml"), LAB);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    private Called labctl(String... words) {
        return Called.labctl(folder, driver, words);
    }

    @Test
    void upRaisesAllNodesAndSaysWhereTheyAnswer() {
        var up = labctl("up");
        assertThat(up.err()).contains("turtle2: healthy");
        assertThat(up.exitCode()).isZero();
        assertThat(up.out())
                .contains("http://127.2.1.2:2379,http://127.2.1.3:2379,http://127.2.1.4:2379")
                .contains("etcdctl --endpoints http://127.2.1.2:2379 cluster-health");
    }

    @Test
    void upTwiceStartsNothingTwice() {
        labctl("up");
        var second = labctl("up");
        assertThat(second.exitCode()).isZero();
        assertThat(driver.acts).containsOnlyOnce("launch turtle1", "launch turtle2");
    }

    @Test
    void upAfterAKillStartsTheKilledNodeAlone() {
        labctl("up");
        labctl("kill", "turtle2");
        driver.acts.clear();
        assertThat(labctl("up").exitCode()).isZero();
        assertThat(driver.acts).contains("launch turtle2").doesNotContain("launch turtle1");
    }

    @Test
    void anotherNumberOfNodesAsksForDownFirst() {
        labctl("up");
        var up = labctl("up", "--nodes", "5");
        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.err()).contains("raised with 3 nodes").contains("labctl down");
    }

    @Test
    void anotherEngineAsksForDownFirst() {
        labctl("up");
        assertThat(labctl("status", "--engine", "turtled").exitCode()).isEqualTo(2);
    }

    @Test
    void theLabStaysAsItWasRaisedWhateverItsFileSaysLater() throws IOException {
        labctl("up", "--nodes", "1");
        Files.writeString(folder.resolve("lab.yaml"), "broken: [");
        assertThat(labctl("status").out()).contains("turtle1").doesNotContain("turtle2");
        assertThat(labctl("down").exitCode()).isZero();
    }

    @Test
    void anEvenNumberOfNodesIsRefused() throws IOException {
        assertThat(labctl("up", "--nodes", "4").exitCode()).isEqualTo(1);
        var two = LAB.substring(0, LAB.indexOf("  - { name: turtle3"));
        Files.writeString(folder.resolve("lab.yaml"), two);
        assertRefused(labctl("up"), "2 nodes in ");
    }

    @Test
    void anAbsurdNumberOfNodesIsRefused() throws IOException {
        var many = new StringBuilder(LAB);
        for (int i = 4; i <= 99; i++) {
            many.append(
                    "  - { name: turtle%1$d, local: 127.2.1.1%1$02d, vm: 10.0.1.%1$d }%n"
                            .formatted(i));
        }
        Files.writeString(folder.resolve("lab.yaml"), many);
        assertRefused(labctl("up"), "99 nodes in ");
        assertRefused(
                Called.labctl(folder, driver, Map.of("TURTLES", "4"), "up"), "TURTLES=4 in the");
    }

    private void assertRefused(Called up, String reason) {
        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.err()).startsWith("labctl: " + reason).contains("1, 3, 5 or 7");
        assertThat(driver.acts).isEmpty();
        assertThat(folder.resolve(".lab")).doesNotExist();
    }

    @Test
    void aLabThatHasGrownToAnEvenNumberIsHealedAllTheSame() {
        var grown = LabFile.read(folder.resolve("lab.yaml")).withNodes(4);
        new LabFolder(folder.resolve(".lab")).record(grown);
        assertThat(labctl("up").exitCode()).isZero();
        assertThat(driver.running()).hasSize(4);
    }

    @Test
    void statusShowsRoleTermAndIndexes() {
        labctl("up");
        var status = labctl("status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.out().lines().toList().get(1))
                .matches("turtle1 +[0-9a-f]+ +leader +2 +11 +10 +healthy +[0-9]+ +50 MB");
    }

    @Test
    void statusOfALabWithADeadNodeExitsWithFive() {
        labctl("up");
        labctl("kill", "turtle3");
        var status = labctl("status", "--json");
        assertThat(status.exitCode()).isEqualTo(5);
        assertThat(status.out()).contains("\"health\" : \"stopped\"");
    }

    @Test
    void killTakesTheLeaderByThatName() {
        labctl("up");
        assertThat(labctl("kill", "leader").err()).contains("turtle1: killed");
        assertThat(driver.acts).contains("SIGKILL turtle1");
    }

    @Test
    void aDriverThatCannotPauseIsNotAskedTo() {
        labctl("up");
        driver.capabilities.remove(Capability.PAUSE);
        assertThat(labctl("pause", "turtle1").exitCode()).isEqualTo(2);
        assertThat(driver.acts).doesNotContain("SIGSTOP turtle1");
    }

    @Test
    void aPausedNodeIsShownAndResumes() {
        labctl("up");
        assertThat(labctl("pause", "turtle2").err()).isEqualTo("turtle2: paused\n");
        assertThat(labctl("pause", "turtle2").err()).isEqualTo("turtle2: paused already\n");
        assertThat(labctl("status").out()).contains("paused");
        assertThat(labctl("start", "turtle2").err()).contains("labctl resume turtle2");
        assertThat(labctl("resume", "turtle1", "turtle2").err())
                .isEqualTo("turtle1: was not paused\nturtle2: resumed\n");
        assertThat(labctl("status").exitCode()).isZero();
    }

    @Test
    void downStopsAndRemovesEverythingAlsoTwice() {
        labctl("up");
        assertThat(labctl("down").exitCode()).isZero();
        assertThat(driver.running()).isEmpty();
        assertThat(driver.acts).contains("destroy turtle1", "destroy turtle2", "destroy turtle3");
        assertThat(folder.resolve(".lab")).doesNotExist();
        assertThat(labctl("down").err()).contains("nothing to remove");
    }

    @Test
    void stopTellsOfDaemonsThatDoNotEnd() {
        labctl("up");
        driver.stubborn.add("turtle2");
        var stop = labctl("stop", "--timeout", "3");
        assertThat(stop.exitCode()).isEqualTo(4);
        assertThat(stop.err()).contains("still running 3 s after SIGTERM: turtle2");
        assertThat(driver.running()).hasSize(1);
    }

    @Test
    void execEndsWithTheCommandsExitCode() {
        labctl("up");
        var exec = labctl("exec", "turtle3", "--", "ls", "-l", "--json");
        assertThat(exec.exitCode()).isEqualTo(42);
        assertThat(exec.out()).isEqualTo("ls -l --json turtle3\n");
    }

    @Test
    void theDoctorsFindingsComeAsJsonToo() {
        assertThat(labctl("doctor", "--json", "--driver", "local").out())
                .startsWith("[{\"level\":\"")
                .contains("\",\"what\":\"")
                .contains("\",\"cure\":\"")
                .endsWith("\"}]\n");
    }

    @Test
    void logsOfSeveralNodesNameTheNode() {
        labctl("up");
        assertThat(labctl("logs").out()).contains("turtle1 | daemon: ").contains("turtle3 | ");
        assertThat(labctl("logs", "turtle1").out()).startsWith("daemon: ");
    }

    @Test
    void aVerbThatNeedsALabSaysHowToGetOne() {
        var status = labctl("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.err()).contains("labctl up");
    }

    @Test
    void anUnknownNodeIsNamedWithThoseThatExist() {
        labctl("up");
        var kill = labctl("kill", "turtle9");
        assertThat(kill.exitCode()).isEqualTo(1);
        assertThat(kill.err()).contains("turtle9").contains("turtle1, turtle2, turtle3");
    }

    @Test
    void optionsOfTheLabMayStandBeforeTheVerbToo() {
        labctl("up");
        var behind = labctl("config", "turtle1", "--driver", "recording", "--engine=etcd");
        assertThat(behind.exitCode()).isZero();
        assertThat(labctl("--driver", "recording", "--engine=etcd", "config", "turtle1"))
                .isEqualTo(behind);
        assertThat(labctl("--driver", "docker", "config", "turtle1").err())
                .contains("raised with driver recording");
        assertThat(labctl("--driver", "recording", "quorum", "--members").err())
                .startsWith("labctl quorum: ");
    }

    @Test
    void ctlSpeaksToTheLabUnlessItIsToldToSpeakToOthers() {
        assertThat(ctl("get", "-q", "one")).contains("127.0.0.1:2379");
        labctl("up");
        assertThat(ctl("get", "-q", "one")).contains("127.2.1.2:2379").contains("127.2.1.4:2379");
        assertThat(ctl("get", "-q", "one", "--", "-C")).contains("127.2.1.2:2379");
        assertThat(ctl("-C=http://127.2.1.9:1", "get", "-q", "one"))
                .contains("127.2.1.9:1")
                .doesNotContain("127.2.1.2");
    }

    private String ctl(String... words) {
        var all = new ArrayList<>(List.of("ctl", "--debug", "--no-sync"));
        all.addAll(List.of(words));
        return labctl(all.toArray(String[]::new)).err();
    }

    @Test
    void anUnknownVerbIsCalledThat() {
        assertThat(labctl("frob").err()).contains("there is no such verb").contains("labctl help");
    }

    @Test
    void aMistypedVerbGetsASuggestion() {
        var call = labctl("stauts");
        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("status").contains("labctl help");
    }

    @Test
    void wordsWithoutAVerbAreToldSo() {
        assertThat(labctl("--lab", "lab.yaml").err()).contains("labctl: no verb");
        assertThat(labctl("--frob").err()).contains("labctl: no verb");
    }

    @Test
    void everyVerbHasHelpWithAnExample() {
        var verbs = labctl("help").out().lines().filter(line -> line.matches("  [a-z]+ .*"));
        for (var verb : verbs.map(line -> line.strip().replaceFirst(" .*", "")).toList()) {
            var help = labctl("help", verb);
            assertThat(help.exitCode()).as(verb).isZero();
            assertThat(help.out().lines()).as(verb).allMatch(line -> line.length() <= 80);
            if (!verb.equals("help")) {
                assertThat(help.out()).as(verb).contains("\n  labctl " + verb);
            }
            if (!List.of("help", "ctl").contains(verb)) { // ctl has etcdctl's own help
                assertThat(labctl(verb, "--help").out()).isEqualTo(help.out());
            }
        }
    }
}
