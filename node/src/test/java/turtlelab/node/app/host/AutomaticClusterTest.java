package turtlelab.node.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.join.auto.AutoKeys;
import turtlelab.node.app.TurtledProcess;

/** Hosts that make a cluster of themselves: real nodes, real leases, short waits. */
class AutomaticClusterTest {
    private static final int NETWORK = 66;

    @TempDir Path folder;
    private final List<TestHost> hosts = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (var host : hosts.reversed()) {
            host.close();
        }
    }

    private TestHost host(int number, String... more) throws Exception {
        var host = TestHost.start(folder, NETWORK, number, more);
        hosts.add(host);
        return host;
    }

    private TestHost joining(int number) throws Exception {
        return host(number, "--seeds=" + TestHost.address(NETWORK, 1) + ":2379");
    }

    private static void eventually(String what, Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!isTrue(condition)) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static boolean isTrue(Callable<Boolean> condition) throws Exception {
        try {
            return condition.call();
        } catch (java.io.IOException | turtlelab.join.cluster.ClusterRefused _) {
            return false;
        }
    }

    private TestHost first() {
        return hosts.getFirst();
    }

    private void size(String text) throws Exception {
        first().keys().put(AutoKeys.SIZE_2016, text, 0);
    }

    private void becomes(List<String> names) throws Exception {
        become(first(), names);
    }

    private static void become(TestHost asked, List<String> names) throws Exception {
        eventually("members " + names, () -> asked.voters().equals(names));
    }

    private static boolean offers(TestHost asked, String name) throws Exception {
        return asked.board().volunteers().stream().anyMatch(it -> it.name().equals(name));
    }

    @Test
    void aClusterFollowsTheSizeThatIsAskedFor() throws Exception {
        host(1, "--ideal-cluster-size=1");
        becomes(List.of("h1"));
        for (int number = 2; number <= 5; number++) {
            joining(number);
        }
        eventually("five offer", () -> first().board().volunteers().size() == 5);
        assertThat(first().voters()).containsExactly("h1");
        first().keys().put("colour", "red", 0);

        size("3");
        becomes(List.of("h1", "h2", "h3"));
        size("5");
        becomes(List.of("h1", "h2", "h3", "h4", "h5"));
        assertThat(hosts.getLast().keys().get("colour").orElseThrow().value()).isEqualTo("red");

        for (var nonsense : List.of("many", "0", "-1", "65539")) {
            size(nonsense);
        }
        assertThat(first().board().size().complaint().orElseThrow()).contains("65539 members");
        assertThat(first().board().size().wanted()).isEqualTo(5);
        size("3");
        becomes(List.of("h1", "h2", "h3"));
        eventually("all offer still", () -> first().board().volunteers().size() == 5);
        size("4");
        becomes(List.of("h1", "h2", "h3", "h4")); // on the ports and in the folder it had before

        hosts.removeFirst().close(); // the first one first: it leads, so it hands over
        become(first(), List.of("h2", "h3", "h4", "h5"));
        assertThat(first().keys().get("colour").orElseThrow().value()).isEqualTo("red");
    }

    /** The original could not use a host twice: "bind: address already in use". */
    @Test
    void aHostIsUsedAgainTwentyTimes() throws Exception {
        host(1, "--ideal-cluster-size=1");
        becomes(List.of("h1"));
        joining(2);
        for (int cycle = 0; cycle < 20; cycle++) {
            size("2");
            becomes(List.of("h1", "h2"));
            size("1");
            becomes(List.of("h1"));
        }
        try (var aside = Files.list(folder.resolve("h2"))) {
            assertThat(aside.filter(it -> it.getFileName().toString().startsWith("removed-")))
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** G16, G17: nobody has to notice or to help; and G15, a host that is told to leave. */
    @Test
    void aKilledLeaderIsReplacedAndComesBackAsAVolunteer() throws Exception {
        try (var killed = process(1, "--ideal-cluster-size=3")) {
            for (int number = 2; number <= 4; number++) {
                joining(number);
            }
            become(hosts.getFirst(), List.of("h1", "h2", "h3"));
            killed.kill();
            become(hosts.getFirst(), List.of("h2", "h3", "h4"));
        }
        first().keys().put("colour", "red", 0);
        assertThat(first().board().marks().penalised()).contains("h1");
        try (var again = process(1)) { // without seeds, as before: it must not found another one
            eventually("h1 offers", () -> offers(first(), "h1"));
            assertThat(first().voters()).containsExactly("h2", "h3", "h4");
            again.kill();
            eventually("h1 is gone", () -> !offers(first(), "h1"));
            assertThat(first().voters()).containsExactly("h2", "h3", "h4");
        }
        try (var last = process(1)) {
            eventually("h1 offers", () -> offers(first(), "h1"));
            last.stop();
            assertThat(last.exitWithin(20)).isZero();
            assertThat(offers(first(), "h1")).isFalse();
            assertThat(last.output()).contains("left in good order");
        }
    }

    private TurtledProcess process(int number, String... more) throws Exception {
        var words = new ArrayList<>(TestHost.words(folder, NETWORK, number));
        words.addAll(List.of(more));
        return TurtledProcess.start(folder.resolve("log" + number), Map.of(), words);
    }

    @Test
    void aNameThatIsInUseIsRefusedToAnotherHost() throws Exception {
        host(1, "--ideal-cluster-size=1");
        becomes(List.of("h1"));
        eventually("h1 offers", () -> offers(first(), "h1"));
        var seeds = "--seeds=" + TestHost.address(NETWORK, 1) + ":2379";
        var other = host(9, seeds, "--hostname=h1");
        assertThat(other.end().get(20, TimeUnit.SECONDS).orElseThrow())
                .hasMessage(
                        "the name h1 is in use by another host of this cluster: give each its own"
                                + " --hostname");
        var client = host(8, seeds, "--no-server");
        eventually("h8 is there", () -> first().keys().get(AutoKeys.NAME + "h8").isPresent());
        assertThat(offers(first(), "h8")).isFalse();
        assertThat(client.end()).isNotDone();
    }
}
