package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.join.cluster.Cluster;
import turtlelab.join.cluster.KeySpace;

/** Our nodes as clients of a discovery service that is a real etcd. */
class ServiceDiscoveryTest {
    private static final String CLIENT = "http://127.8.60.100:2379";
    private static final String PEER = "http://127.8.60.100:2380";

    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<TestNode> nodes = new ArrayList<>();
    private Process etcd;

    @BeforeEach
    void startTheService() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/etcd")),
                "skipped: no /usr/bin/etcd (apt install etcd-server)");
        etcd =
                new ProcessBuilder(
                                "/usr/bin/etcd",
                                "--enable-v2=true",
                                "--data-dir=" + folder.resolve("service"),
                                "--listen-client-urls=" + CLIENT,
                                "--advertise-client-urls=" + CLIENT,
                                "--listen-peer-urls=" + PEER,
                                "--initial-advertise-peer-urls=" + PEER,
                                "--initial-cluster=default=" + PEER)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("service.log").toFile())
                        .start();
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!isReady()) {
            assertThat(System.nanoTime()).as("the service starts").isLessThan(end);
            etcd.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    @AfterEach
    void end() throws Exception {
        for (var node : nodes) {
            node.close();
        }
        if (etcd != null) {
            etcd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return put("/ready", "1") < 300;
        } catch (IOException _) {
            return false;
        }
    }

    private int put(String key, String value) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(CLIENT + "/v2/keys" + key))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .PUT(BodyPublishers.ofString("value=" + value))
                        .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private String token(String name, String size) throws IOException, InterruptedException {
        put("/disc/" + name + "/_config/size", size);
        return "--discovery=" + CLIENT + "/v2/keys/disc/" + name;
    }

    private TestNode node(int number) {
        var node = new TestNode(folder, 60, number);
        nodes.add(node);
        return node;
    }

    @Test
    void threeNodesMeetAtARealEtcd() throws Exception {
        var token = token("three", "3");
        startTogether(3, token);
        assertThat(nodes.getFirst().put("colour", "red")).isTrue();
        assertThat(nodes.getLast().get("colour")).contains("red");

        assertThatThrownBy(() -> node(4).start("", token))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(
                        "failed to join discovery cluster (discovery: cluster is full)")
                .hasMessageContaining("please generate a new discovery token");

        nodes.getFirst().close();
        etcd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        nodes.getFirst().start("", token); // it has started before: nobody is asked
    }

    private void startTogether(int size, String... flags) throws Exception {
        var starts = new ArrayList<Callable<TestNode>>();
        for (int i = 1; i <= size; i++) {
            var node = node(i);
            starts.add(() -> node.start("", flags));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var started : threads.invokeAll(starts)) {
                started.get();
            }
        }
        eventually("the cluster gets healthy", () -> nodes.stream().allMatch(TestNode::healthy));
    }

    /** etcd 3.6's discovery, in the keys of an etcd that does not know it. */
    @Test
    void theyMeetInTheV3KeysOfARealEtcdToo() throws Exception {
        var keys = new KeySpace(new Cluster(List.of(CLIENT), Duration.ofSeconds(5)));
        var flags = new String[] {"--discovery-endpoints=" + CLIENT, "--discovery-token=lab7"};
        assertThatThrownBy(() -> node(1).start("", flags))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("(discovery: size key not found)");
        nodes.clear();

        keys.put("/_etcd/registry/lab7/_config/size", "2", 0);
        startTogether(2, flags);
        assertThat(keys.under("/_etcd/registry/lab7/members/"))
                .extracting(KeySpace.Item::value)
                .containsExactlyInAnyOrder(nodes.getFirst().entry(), nodes.getLast().entry());
        assertThatThrownBy(() -> node(3).start("", flags))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("(discovery: cluster is full)");
        assertThatThrownBy(() -> new TestNode(folder.resolve("wiped"), 60, 1).start("", flags))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("has previously registered", "lab7");
    }

    @Test
    void aWipedNodeIsToldThatItHasRegistered() throws Exception {
        var token = token("one", "1");
        node(1).start("", token);
        nodes.getFirst().close();
        var wiped = new TestNode(folder.resolve("other"), 60, 1);
        assertThatThrownBy(() -> wiped.start("", token))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith(
                        "member \"n1\" has previously registered with discovery service token")
                .hasMessageContaining("or use a new discovery token");
    }

    @Test
    void twoNodesOfOneNameAreTold() throws Exception {
        var token = token("twice", "2");
        put("/disc/twice/abc", "n1=http://127.8.60.9:2380");
        assertThatThrownBy(() -> node(1).start("", token))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("member with duplicated name has registered")
                .hasMessageContaining("please do not reuse the discovery token");
    }

    @Test
    void aTokenWithoutASizeIsRefused() throws Exception {
        var none = "--discovery=" + CLIENT + "/v2/keys/disc/none";
        assertThatThrownBy(() -> node(1).start("", none))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("failed to join discovery cluster (discovery: size key not");
    }
}
