package turtlelab.labctl.cli.auto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.KeySpace;
import turtlelab.labctl.stage.Called;
import turtlelab.labctl.stage.EtcdProcess;
import turtlelab.labctl.stage.RecordingDriver;

/** The verbs on keys as a real etcd keeps them; nobody nominates there, so all stays as written. */
class AutoCommandTest {
    @TempDir static Path folder;
    private static EtcdProcess etcd;
    private static KeySpace keys;

    @BeforeAll
    static void begin() throws Exception {
        assumeTrue(EtcdProcess.isInstalled(), "skipped: no /usr/bin/etcd (apt: etcd-server)");
        etcd = EtcdProcess.start(folder, "h1", "127.2.61.1", "--initial-cluster=h1=" + peer(1));
        assertThat(etcd.isHealthyWithin(30)).isTrue();
        keys = new KeySpace(new Cluster(List.of(etcd.clientUrl()), Duration.ofSeconds(5)));
        keys.put(AutoKeys.NOMINATED + "h1", peer(1), 0);
        for (int number = 1; number <= 3; number++) {
            keys.put(AutoKeys.NAME + "h" + number, "mark", 0);
            keys.put(AutoKeys.VOLUNTEER + "h" + number, peer(number), 0);
        }
        keys.put(AutoKeys.NAME + "h4", "mark", 0);
        keys.put(AutoKeys.PENALTY + "h3", "2", 0);
        keys.put(AutoKeys.FLAPS + "h3", "2", 0);
    }

    @AfterAll
    static void end() {
        if (etcd != null) {
            etcd.close();
        }
    }

    private static String peer(int number) {
        return "http://127.2.61." + number + ":2380";
    }

    private static Called auto(String... words) {
        var all = new ArrayList<>(List.of("auto"));
        all.addAll(List.of(words));
        all.add("--endpoints=" + etcd.clientUrl().replace("http://", ""));
        try (var driver = new RecordingDriver()) {
            return Called.labctl(folder, driver, all.toArray(String[]::new));
        }
    }

    @Test
    void theHostsAreListedWithTheirStates() throws Exception {
        keys.put(AutoKeys.SIZE_2018, "3", 0);
        var status = auto("status");
        assertThat(status.exitCode()).isEqualTo(5);
        assertThat(status.out())
                .containsPattern("h1 +member +[0-9a-f]+ +http://127.2.61.1:2380 +- +0")
                .containsPattern("h2 +volunteer +- ")
                .containsPattern("h3 +penalised .* 2")
                .containsPattern("h4 +client +- +- ");
        assertThat(status.err()).contains("1 of 3 members");
        assertThat(auto("status", "--json").out())
                .contains("\"wanted\":3", "\"name\":\"h2\",\"state\":\"volunteer\"");
    }

    /** What is left of a nomination for a moment, when its member has just been let go. */
    @Test
    void aHostWhoseTimeToStartIsOverIsNotNominatedAnyMore() throws Exception {
        keys.put(AutoKeys.NOMINATED + "h2", peer(2), 0);
        assertThat(auto("status").out()).containsPattern("h2 +volunteer");
        keys.put(AutoKeys.START + "h2", "2", 0);
        assertThat(auto("status").out()).containsPattern("h2 +nominated");
        keys.delete(AutoKeys.START + "h2");
        keys.delete(AutoKeys.NOMINATED + "h2");
    }

    @Test
    void aSizeIsAskedForInTheKeyOfThePostAndNonsenseIsRefused() throws Exception {
        var two = auto("size", "2");
        assertThat(two.exitCode()).isZero();
        assertThat(two.out()).isEqualTo("2\n");
        assertThat(two.err()).contains("hint: 2 members are worse than 1");
        assertThat(keys.get(AutoKeys.SIZE_2016).orElseThrow().value()).isEqualTo("2");
        for (var nonsense : List.of("0", "many", "65539")) {
            var refused = auto("size", nonsense);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("use 1 to 65535");
        }
        assertThat(keys.get(AutoKeys.SIZE_2016).orElseThrow().value()).isEqualTo("2");
        keys.put(AutoKeys.SIZE_2016, "65539", 0);
        var size = auto("size");
        assertThat(size.err()).contains("ignored: /_mgmt/idealClusterSize: 65539 members");
        keys.put(AutoKeys.SIZE_2016, "3", 0);
    }

    @Test
    void aHostIsRevokedAndMayVolunteerAgain() throws Exception {
        assertThat(auto("revoke", "h2").exitCode()).isZero();
        assertThat(auto("status").out()).containsPattern("h2 +revoked");
        assertThat(auto("volunteer", "h2").err()).contains("h2 may be a member");
        assertThat(auto("status").out()).containsPattern("h2 +volunteer");
        var slip = auto("revoke", "h22");
        assertThat(slip.exitCode()).isEqualTo(1);
        assertThat(slip.err()).contains("no host h22 here; hosts are: h1, h2, h3, h4");
    }

    @Test
    void aPauseIsThereWithItsReasonUntilItIsTakenBack() throws Exception {
        assertThat(auto("pause", "a", "break").exitCode()).isZero();
        assertThat(keys.get(AutoKeys.PAUSED).orElseThrow().value()).isEqualTo("a break");
        assertThat(auto("resume").exitCode()).isZero();
        assertThat(keys.get(AutoKeys.PAUSED)).isEmpty();
    }

    @Test
    void historyAndExplanationAreTheLeadersOwnWords() throws Exception {
        var entry =
                "{\"number\":7,\"term\":2,\"did\":\"nominate h2\",\"why\":\"1 of 3 members\","
                        + "\"members\":1,\"wanted\":3,\"guard\":\"1 voter needs 1\"}";
        keys.put(AutoKeys.LOG + "0000000007", entry, 0);
        keys.put(AutoKeys.NOW, entry, 0);
        assertThat(auto("history").out()).containsPattern("7 +2 +nominate h2 +1 +3 +1 of 3");
        assertThat(auto("history", "--json").out()).contains("\"did\":\"nominate h2\"");
        assertThat(auto("explain").out())
                .contains("step: nominate h2, since 1 of 3 members (term 2)")
                .contains("guard: 1 voter needs 1")
                .contains("members: 1 voter needs 1 for a quorum; 1 is healthy")
                .contains("h1 (member)", "h3 (penalised)");
        assertThat(auto("explain", "--json").out())
                .contains("\"sums\":\"1 voter needs 1 for a quorum; 1 is healthy\"")
                .contains("\"wanted\":", "\"hosts\":{", "\"step\":\"nominate h2\"");
    }

    @Test
    void withoutEndpointsTheRaisedLabIsAsked(@TempDir Path raised) throws Exception {
        var turtle = "{ name: turtle1, local: 127.2.63.2, vm: 10.0.0.2 }";
        Files.writeString(
                raised.resolve("lab.yaml"),
                "driver: recording\nengine: etcd\nnodes:\n  - " + turtle + "\n");
        try (var driver = new RecordingDriver()) {
            assertThat(Called.labctl(raised, driver, "up").exitCode()).isZero();
            Called.labctl(raised, driver, "kill", "turtle1");
            assertThat(Called.labctl(raised, driver, "auto", "status").err())
                    .contains("http://127.2.63.2:2379: connection refused");
        }
    }

    @Test
    void anUnreachableClusterIsSaidToBeOne() {
        try (var driver = new RecordingDriver()) {
            var called =
                    Called.labctl(folder, driver, "auto", "status", "--endpoints=127.2.61.9:1");
            assertThat(called.exitCode()).isEqualTo(4);
            assertThat(called.err()).contains("connection refused; name a running member");
            var few = Called.labctl(folder, driver, "auto", "demo", "--hosts=1");
            assertThat(few.exitCode()).isEqualTo(1);
        }
    }
}
