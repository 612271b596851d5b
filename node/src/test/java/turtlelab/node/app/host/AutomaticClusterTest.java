package turtlelab.node.app.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static turtlelab.node.base.Eventually.eventually;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import turtlelab.join.auto.AutoKeys;
import turtlelab.join.cluster.Member;
import turtlelab.node.app.TurtledProcess;

/**
 * Hosts that make a cluster of themselves: real nodes, real leases, short waits. The longest tests
 * begin first.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutomaticClusterTest {
    private static final Path ETCDCTL = Path.of("/usr/bin/etcdctl");

    /** Of a host that is to be killed: the others notice sooner. */
    private static final String SHORT_LEASE = "--auto-lease=3s";

    /** Of those that notice it. */
    private static final String DEAD_SOON = "--dead-after=2s";

    @TempDir Path folder;

    @Test
    @Execution(CONCURRENT)
    void aClusterFollowsTheSizeThatIsAskedFor() throws Exception {
        try (var stage = new HostStage(folder, 140)) {
            stage.host(1, "--ideal-cluster-size=1");
            stage.becomes("h1");
            for (int number = 2; number <= 5; number++) {
                stage.host(number, stage.seeds());
            }
            var look = stage.look();
            eventually("five offer", () -> look.board().volunteers().size() == 5);
            assertThat(look.voters()).containsExactly("h1");
            look.keys().put("colour", "red", 0);

            stage.size("3");
            stage.becomes("h1", "h2", "h3");
            stage.size("5");
            stage.becomes("h1", "h2", "h3", "h4", "h5");
            stage.size("3");
            stage.becomes("h1", "h2", "h3");
            eventually("all offer still", () -> look.board().volunteers().size() == 5);
            stage.size("5");
            stage.becomes("h1", "h2", "h3", "h4", "h5"); // on the ports and folders of before

            stage.leave(1); // the first one first: it leads, so it hands over
            stage.becomes("h2", "h3", "h4", "h5");
            stage.leave(5); // and the last one
            stage.becomes("h2", "h3", "h4");
            assertThat(stage.look().keys().get("colour").orElseThrow().value()).isEqualTo("red");
        }
    }

    /** G11, G18: as the post's users type it; nonsense is complained about and changes nothing. */
    @Test
    @Execution(CONCURRENT)
    void theSizeIsPutByTheRealEtcdctl() throws Exception {
        assumeTrue(Files.isExecutable(ETCDCTL), "skipped: no etcdctl (apt install etcd-client)");
        try (var stage = new HostStage(folder, 141)) {
            stage.host(1, "--ideal-cluster-size=1");
            stage.host(2, stage.seeds());
            stage.host(3, stage.seeds());
            var look = stage.look();
            eventually("three offer", () -> look.board().volunteers().size() == 3);

            put(stage, "/_mgmt/idealClusterSize", "3");
            stage.becomes("h1", "h2", "h3");
            for (var nonsense : new String[] {"many", "0", "-1", "65539"}) {
                put(stage, "/_mgmt/idealClusterSize", nonsense);
                assertThat(look.board().size().complaint().orElseThrow())
                        .startsWith("/_mgmt/idealClusterSize: ")
                        .contains(nonsense, "use 1 to 65535");
                assertThat(look.board().size().wanted()).isEqualTo(3);
            }
            assertThat(look.voters()).containsExactly("h1", "h2", "h3");
            put(stage, "/_mgmt/chooser/dynamicsize/idealclustersize", "1");
            stage.becomes("h1");
        }
    }

    private static void put(HostStage stage, String key, String value) throws Exception {
        var builder =
                new ProcessBuilder(
                                ETCDCTL.toString(),
                                "--endpoints=" + stage.client(1),
                                "--dial-timeout=20s",
                                "--command-timeout=20s",
                                "put",
                                key,
                                "--",
                                value)
                        .redirectErrorStream(true);
        builder.environment().put("ETCDCTL_API", "3");
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo("OK\n");
    }

    /** The original could not use a host twice: "bind: address already in use". */
    @Test
    @Order(2)
    @Execution(CONCURRENT)
    void aHostIsUsedAgainTwentyTimes() throws Exception {
        try (var stage = new HostStage(folder, 142)) {
            stage.host(1, "--ideal-cluster-size=1");
            stage.becomes("h1");
            stage.host(2, stage.seeds());
            for (int cycle = 0; cycle < 20; cycle++) {
                stage.size("2");
                stage.becomes("h1", "h2");
                stage.size("1");
                stage.becomes("h1");
            }
            try (var aside = Files.list(folder.resolve("h2"))) {
                assertThat(aside.filter(it -> it.getFileName().toString().startsWith("removed-")))
                        .hasSizeLessThanOrEqualTo(1);
            }
        }
    }

    /** G7, G8, G10. */
    @Test
    @Execution(CONCURRENT)
    void whoseNameOrAddressIsTakenEndsAtOnceAndAClientNeverServes() throws Exception {
        try (var stage = new HostStage(folder, 143)) {
            stage.host(1, "--ideal-cluster-size=2");
            stage.becomes("h1");
            var intruder = stage.intruder(1); // founds on the same ports
            eventually("h1 offers", () -> stage.look().offers("h1"));
            var other = stage.host(9, stage.seeds(), "--hostname=h1");
            assertThat(other.end().get(20, TimeUnit.SECONDS).orElseThrow())
                    .hasMessage(
                            "the name h1 is in use by another host of this cluster: give each its"
                                    + " own --hostname");
            var client = stage.host(8, stage.seeds(), "--no-server");
            var keys = stage.look().keys();
            eventually("h8 is there", () -> keys.get(AutoKeys.NAME + "h8").isPresent());
            assertThat(stage.look().offers("h8")).isFalse();
            assertThat(client.end()).isNotDone();

            assertThat(intruder.exitWithin(20)).isEqualTo(1);
            assertThat(intruder.output()).contains("127.8.143.1:23").contains("in use");
            assertThat(stage.look().voters()).containsExactly("h1");
        }
    }

    /** Others would look for it on their own machines. */
    @Test
    @Execution(CONCURRENT)
    void aLoopbackAddressIsNotToldToMembersElsewhere() throws Exception {
        var answers =
                Map.of(
                        "/v3/cluster/member/list",
                        "{\"members\":[{\"ID\":\"7\",\"name\":\"far\",\"peerURLs\":"
                                + "[\"http://192.0.2.7:2380\"],\"clientURLs\":"
                                + "[\"http://127.8.144.9:2379\"]}]}");
        var far = HttpServer.create(new InetSocketAddress("127.8.144.9", 2379), 0);
        far.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var path = exchange.getRequestURI().getPath();
                        var body =
                                answers.getOrDefault(path, "{}").getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        far.start();
        try (var stage = new HostStage(folder, 144)) {
            var host = stage.host(1, "--seeds=127.8.144.9:2379");
            assertThat(host.end().get(20, TimeUnit.SECONDS).orElseThrow())
                    .hasMessageContaining(
                            "http://127.8.144.1:2380 would be told to members elsewhere")
                    .hasMessageContaining("give --server-urls an address of the network");
        } finally {
            far.stop(0);
        }
    }

    /** How far a newcomer has come. */
    enum Phase {
        /** It is a learner, and its server has not started. */
        NOMINATED,
        /** Its server runs, and it has no vote. */
        JOINING,
        /** It has just got its vote. */
        PROMOTED,
        /** It had its vote, and has just been let go. */
        LET_GO
    }

    /** SIGKILL for newcomers, each further on its way; the last one was a follower already. */
    @Test
    @Order(3)
    @Execution(CONCURRENT)
    void aNewcomerThatIsKilledInAnyPhaseIsTakenBack() throws Exception {
        try (var stage = new HostStage(folder, 145)) {
            stage.host(1, "--ideal-cluster-size=2", DEAD_SOON);
            stage.host(2, stage.seeds(), DEAD_SOON);
            stage.becomes("h1", "h2");
            var look = stage.look();
            var phases = List.of(Phase.NOMINATED, Phase.JOINING, Phase.PROMOTED);
            for (int number = 3; number <= 5; number++) {
                var phase = phases.get(number - 3);
                var name = "h" + number;
                var victim = stage.process(number, stage.seeds(), SHORT_LEASE);
                eventually(name + " offers", () -> look.offers(name));
                if (phase == Phase.NOMINATED) {
                    victim.pause(); // so it cannot start
                }
                stage.size("3");
                eventually("nominated", () -> look.members().size() == 3);
                if (phase == Phase.JOINING) {
                    look.keys().put(AutoKeys.PAUSED, "so it gets no vote", 0);
                    eventually("started", () -> look.learners().equals(List.of(name)));
                }
                if (phase == Phase.PROMOTED) {
                    eventually("promoted", () -> look.voters().contains(name));
                }
                victim.kill();
                look.keys().put("killed", name, 0); // the cluster decides all the time
                look.keys().delete(AutoKeys.PAUSED);
                stage.becomes("h1", "h2");
                eventually("left alone", () -> look.board().marks().penalised().contains(name));
                stage.size("2");
            }
            assertThat(look.keys().get("killed").orElseThrow().value()).isEqualTo("h5");
        }
    }

    /**
     * SIGKILL for the leading host: the next one carries on or takes back what it had begun. It
     * comes back without seeds, and must find its cluster instead of founding another.
     */
    @ParameterizedTest
    @EnumSource
    @Order(1)
    @Execution(CONCURRENT)
    void aLeaderThatIsKilledInAnyPhaseHasAnHeirThatCarriesOn(Phase phase) throws Exception {
        var gate = new Gate();
        try (var stage = new HostStage(folder, 150 + List.of(Phase.values()).indexOf(phase))) {
            var leader = stage.process(1, "--ideal-cluster-size=3", SHORT_LEASE);
            stage.host(2, stage.seeds(), DEAD_SOON);
            stage.host(3, stage.seeds(), DEAD_SOON);
            stage.becomes("h1", "h2", "h3");
            stage.host(4, gate::before, stage.seeds(), DEAD_SOON);
            var look = stage.look();
            eventually("h4 offers", () -> look.offers("h4"));

            advance(stage, gate, phase);
            look.keys().put("killed", phase.name(), 0);
            leader.kill();
            gate.open();
            eventually("somebody leads", () -> look.keys().get("killed").isPresent());
            look.keys().delete(AutoKeys.PAUSED);
            stage.becomes("h2", "h3", "h4");
            eventually("left alone", () -> look.board().marks().penalised().contains("h1"));
            assertThat(look.keys().get("killed").orElseThrow().value()).isEqualTo(phase.name());

            var back = stage.process(1, SHORT_LEASE);
            eventually("h1 offers", () -> look.offers("h1"));
            assertThat(look.voters()).containsExactly("h2", "h3", "h4");
            back.kill(); // G16: while it waits
            eventually("h1 is gone", () -> !look.offers("h1"));
            assertThat(look.voters()).containsExactly("h2", "h3", "h4");
        }
    }

    /** Makes the leader take in the fourth host, as far as the phase goes. */
    private static void advance(HostStage stage, Gate gate, Phase phase) throws Exception {
        var look = stage.look();
        gate.shut();
        stage.size("4");
        eventually("nominated", () -> look.learners().equals(List.of("")));
        if (phase == Phase.JOINING) {
            look.keys().put(AutoKeys.PAUSED, "so it gets no vote", 0);
        }
        if (phase != Phase.NOMINATED) {
            gate.open();
            eventually("started", () -> look.members().stream().allMatch(Member::started));
        }
        if (phase == Phase.PROMOTED || phase == Phase.LET_GO) {
            eventually("promoted", () -> look.voters().size() == 4);
        }
        if (phase == Phase.LET_GO) {
            stage.size("3");
            eventually("let go", () -> look.voters().size() == 3);
        }
    }

    /** As when the power fails: SIGKILL for all of them, and each goes on with its data. */
    @Test
    @Execution(CONCURRENT)
    void allThatAreKilledAtOnceComeBackWithTheirData() throws Exception {
        try (var stage = new HostStage(folder, 149)) {
            var all =
                    List.of(
                            stage.process(1, "--ideal-cluster-size=3"),
                            stage.process(2, stage.seeds()),
                            stage.process(3, stage.seeds()));
            stage.becomes("h1", "h2", "h3");
            var look = stage.look();
            look.keys().put("colour", "red", 0);
            var before = look.members();
            all.forEach(TurtledProcess::kill);
            for (var killed : all) {
                killed.exitWithin(20);
            }

            for (int number = 1; number <= 3; number++) {
                stage.host(number); // without seeds
            }
            eventually("red", () -> look.keys().get("colour").isPresent());
            assertThat(look.keys().get("colour").orElseThrow().value()).isEqualTo("red");
            assertThat(look.members()).isEqualTo(before);
            eventually("all offer", () -> look.board().volunteers().size() == 3);
            look.keys().put("colour", "blue", 0);
        }
    }

    /** At once and without a word, then one after the other in good order. */
    @Test
    @Execution(CONCURRENT)
    void aWholeClusterThatHasStoppedComesBackWithItsData() throws Exception {
        try (var stage = new HostStage(folder, 147)) {
            start(stage, "--ideal-cluster-size=3");
            var look = stage.look();
            eventually("three members", () -> look.voters().size() == 3);
            look.keys().put("colour", "red", 0);
            var before = look.members();
            stage.abandonAll();

            start(stage); // each with its own data, and the first one without seeds
            eventually("red", () -> look.keys().get("colour").isPresent());
            assertThat(look.members()).isEqualTo(before);
            eventually("four offer", () -> look.board().volunteers().size() == 4);
            stage.leaveAll(); // each is let go, and the last one keeps what all had

            start(stage);
            eventually("three members", () -> look.voters().size() == 3);
            assertThat(look.keys().get("colour").orElseThrow().value()).isEqualTo("red");
            assertThat(look.board().size().wanted()).isEqualTo(3);
        }
    }

    private static void start(HostStage stage, String... first) throws Exception {
        for (int number = 4; number > 1; number--) {
            stage.host(number, stage.seeds());
        }
        stage.host(1, first);
    }
}
