package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** v2 watches against a fake member that answers at once, in the order in which it is asked. */
class V2WatchTest {

    private static final Map<String, String> V2 = Map.of("ETCDCTL_API", "2");

    private final FakeMember member = new FakeMember();

    @BeforeEach
    void publishNoMember() {
        member.says("GET /v2/members", 200, "{\"members\":[]}");
    }

    @AfterEach
    void closeMember() {
        member.close();
    }

    private static String watch(int waitIndex) {
        return "GET /v2/keys/k?recursive=false&wait=true&waitIndex=" + waitIndex;
    }

    private static String event(String action, String value, int index) {
        return """
        {"action":"%s","node":{"key":"/k","value":"%s","modifiedIndex":%d,"createdIndex":5},\
        "prevNode":{"key":"/k","value":"before","modifiedIndex":5,"createdIndex":5}}
        """
                .formatted(action, value, index);
    }

    private Ran run(String... words) {
        var all = new ArrayList<>(List.of("--endpoints", member.url()));
        all.addAll(List.of(words));
        return Ran.ours(V2, "", all);
    }

    @Test
    void aWatchWritesOneChangeAndEnds() {
        member.says(watch(0), 200, event("set", "new", 9));
        assertThat(run("watch", "k")).isEqualTo(new Ran(0, "new\n", ""));
    }

    @Test
    void aDeletionShowsWhatWasThere() {
        member.says(watch(8), 200, event("delete", "", 9));
        assertThat(run("watch", "--after-index", "7", "k"))
                .isEqualTo(new Ran(0, "PrevNode.Value: before\n", ""));
    }

    @Test
    void aWatchForEverGoesOnBehindEachChange() {
        member.says(watch(0), 200, event("set", "first", 9));
        member.says(watch(10), 200, event("set", "second", 20));
        member.says(watch(21), 400, "{\"errorCode\":401,\"message\":\"gone\",\"index\":30}");
        assertThat(run("watch", "--forever", "k"))
                .isEqualTo(new Ran(4, "first\nsecond\n", "Error:  401: gone () [30]\n"));
    }

    @Test
    void anAnswerThatEndsEmptyIsAskedForAgainBehindTheIndexOfItsHead() {
        member.says(watch(0), 200, ""); // the head says index 7
        member.says(watch(8), 200, event("set", "new", 9));
        assertThat(run("watch", "k").out()).isEqualTo("new\n");
    }

    @Test
    void aWatchGoesToTheNextMember() {
        member.says(watch(0), 200, event("set", "new", 9));
        var endpoints = "http://127.9.2.9:1," + member.url();
        assertThat(Ran.ours(V2, "--no-sync", "--endpoints", endpoints, "watch", "k").out())
                .isEqualTo("new\n");
    }

    @Test
    void execWatchRunsTheCommandBehindTheKeyWithTheChangeInItsEnvironment() {
        member.says(watch(0), 200, event("set", "new", 9));
        member.says(watch(10), 400, "{\"errorCode\":401,\"message\":\"gone\",\"index\":30}");
        var script =
                "echo $0 $ETCD_WATCH_ACTION $ETCD_WATCH_KEY $ETCD_WATCH_VALUE"
                        + " $ETCD_WATCH_MODIFIED_INDEX";
        for (var separator : List.of(List.<String>of(), List.of("--"))) {
            var words = new ArrayList<>(List.of("exec-watch", "k"));
            words.addAll(separator);
            words.addAll(List.of("sh", "-c", script, "-r"));
            assertThat(run(words.toArray(String[]::new)).out()).isEqualTo("-r set /k new 9\n");
        }
    }

    @Test
    void aCommandThatCannotBeStartedEndsTheWatch() {
        member.says(watch(0), 200, event("set", "new", 9));
        var ran = run("exec-watch", "k", "/no/such/program");
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("/no/such/program");
    }

    @Test
    void ctrlCEndsAWatchForEverWell() throws IOException, InterruptedException {
        assumeTrue(canHearCtrlC(), "Skipped: env does not know --default-signal");
        member.says(watch(0), 200, event("set", "new", 9));
        member.says(watch(10), 200, ""); // is asked for ever
        var endless = process("watch", "--forever", "k");
        try (var out = new BufferedReader(new InputStreamReader(endless.getInputStream(), UTF_8))) {
            assertThat(out.readLine()).isEqualTo("new");
            new ProcessBuilder("kill", "-INT", String.valueOf(endless.pid())).start().waitFor();
            assertThat(endless.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(endless.exitValue()).isZero();
        } finally {
            endless.destroyForcibly();
        }
    }

    private static boolean canHearCtrlC() throws IOException, InterruptedException {
        var env = new ProcessBuilder("env", "--default-signal=INT", "true").start();
        return env.waitFor(20, TimeUnit.SECONDS) && env.exitValue() == 0;
    }

    private Process process(String... words) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command =
                new ArrayList<>(
                        List.of(
                                "env", // whoever is started in the background ignores Ctrl-C
                                "--default-signal=INT",
                                java,
                                "-XX:TieredStopAtLevel=1",
                                "-Dlabctl.personality=etcdctl",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "turtlelab.labctl.cli.Labctl",
                                "--endpoints",
                                member.url()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(V2);
        return builder.start();
    }
}
