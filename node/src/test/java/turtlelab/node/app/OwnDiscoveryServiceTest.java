package turtlelab.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static turtlelab.node.base.Eventually.eventually;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of our nodes as the discovery service of others: of our own, and of real etcds. */
class OwnDiscoveryServiceTest {
    private static final int SERVICE = 100;
    private static final String ETCD = "/usr/bin/etcd";

    @TempDir Path folder;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Process> etcds = new ArrayList<>();
    private String token = "";

    @BeforeEach
    void startTheServiceAndMakeAToken() throws Exception {
        var service = node(SERVICE);
        service.start(service.entry());
        eventually("the service starts", service::healthy);
        token = get(service.clientUrl() + "/new?size=3");
        assertThat(token).startsWith(service.clientUrl() + "/");
    }

    @AfterEach
    void end() throws Exception {
        for (var etcd : etcds) {
            etcd.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        for (var node : nodes) {
            node.close();
        }
    }

    @Test
    void threeOfOursFindEachOther() throws Exception {
        var three = IntStream.rangeClosed(1, 3).mapToObj(this::node).toList();
        var starts =
                three.stream()
                        .map(node -> (Callable<TestNode>) () -> node.start("", flag()))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var started : threads.invokeAll(starts)) {
                started.get();
            }
        }
        eventually("the cluster gets healthy", () -> three.stream().allMatch(TestNode::healthy));
        assertThat(three.getFirst().put("colour", "red")).isTrue();
        assertThat(three.getLast().get("colour")).contains("red");
    }

    @Test
    void threeRealEtcdsFindEachOther() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(ETCD)), "skipped: no etcd (apt install etcd-server)");
        for (int i = 11; i <= 13; i++) {
            etcds.add(etcd(i));
        }
        eventually(
                "three etcds get healthy",
                () ->
                        IntStream.rangeClosed(11, 13)
                                .allMatch(i -> answers(client(i) + "/health").contains("true")));
        assertThat(answers(client(12) + "/v2/members")).contains(client(11), client(13));
    }

    private TestNode node(int number) {
        var node = new TestNode(folder, 63, number);
        nodes.add(node);
        return node;
    }

    private String flag() {
        return "--discovery=" + token;
    }

    private static String client(int number) {
        return "http://127.8.63." + number + ":2379";
    }

    private Process etcd(int number) throws IOException {
        var peer = "http://127.8.63." + number + ":2380";
        return new ProcessBuilder(
                        ETCD,
                        "--name=e" + number,
                        "--enable-v2=true",
                        "--data-dir=" + folder.resolve("e" + number),
                        "--listen-client-urls=" + client(number),
                        "--advertise-client-urls=" + client(number),
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        flag())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("e" + number + ".log").toFile())
                .start();
    }

    /** What is answered; empty when nobody answers. */
    private String answers(String url) {
        try {
            return get(url);
        } catch (IOException _) {
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String get(String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).GET().build();
        return http.send(request, BodyHandlers.ofString()).body().strip();
    }
}
