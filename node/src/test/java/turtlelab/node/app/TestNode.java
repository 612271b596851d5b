package turtlelab.node.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import turtlelab.node.app.flags.ConfigFailure;
import turtlelab.node.app.flags.FlagParser;
import turtlelab.node.app.flags.Settings;
import turtlelab.node.base.Time;

/** A node in this JVM on an address of its own, quick to elect, driven through its ports. */
public final class TestNode implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String name;
    private final String host;
    private final Path directory;
    private String advertised;
    private @Nullable Node node;

    /**
     * A node that does not run yet.
     *
     * @param number last part of its address in the network of the test
     */
    public TestNode(Path directory, int network, int number) {
        this.name = "n" + number;
        this.host = "127.8." + network + "." + number;
        this.directory = directory.resolve(name);
        this.advertised = peerUrl();
    }

    /** The others reach it at another URL than its own. */
    public TestNode reachedAt(String url) {
        advertised = url;
        return this;
    }

    public String name() {
        return name;
    }

    public String host() {
        return host;
    }

    public String peerUrl() {
        return "http://" + host + ":2380";
    }

    public String entry() {
        return name + "=" + advertised;
    }

    public Path directory() {
        return directory;
    }

    public TestNode start(String initialCluster, String... more) throws Exception {
        node = Node.start(config(initialCluster, more), Time.SYSTEM);
        return this;
    }

    public NodeConfig config(String initialCluster, String... more) throws ConfigFailure {
        var flags = new ArrayList<>(flags(initialCluster));
        flags.addAll(List.of(more));
        return NodeConfig.of(Settings.of(FlagParser.parse(flags).values(), Map.of()));
    }

    /** Without an initial cluster the node has to find the others on its own. */
    public List<String> flags(String initialCluster) {
        var client = "http://" + host + ":2379";
        var flags = new ArrayList<>(flags(client, initialCluster));
        flags.removeIf(flag -> flag.equals("--initial-cluster="));
        return flags;
    }

    private List<String> flags(String client, String initialCluster) {
        return List.of(
                "--name=" + name,
                "--data-dir=" + directory,
                "--listen-peer-urls=" + peerUrl(),
                "--initial-advertise-peer-urls=" + advertised,
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--initial-cluster=" + initialCluster,
                "--heartbeat-interval=20",
                "--election-timeout=400");
    }

    public boolean isRunning() {
        return node != null;
    }

    public String clientUrl() {
        return "http://" + host + ":2379";
    }

    public Node node() {
        if (node == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return node;
    }

    /** Whether the write was acknowledged. */
    public boolean put(String key, String value) throws IOException, InterruptedException {
        var request =
                request("/v2/keys/" + key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .PUT(HttpRequest.BodyPublishers.ofString("value=" + value));
        var status = send(request).statusCode();
        return status == 200 || status == 201;
    }

    /** The whole answer to a linearizable read. */
    public String get(String key) throws IOException, InterruptedException {
        return send(request("/v2/keys/" + key + "?quorum=true").GET()).body();
    }

    /** The whole answer to any GET. */
    public String answer(String path) throws IOException, InterruptedException {
        return send(request(path).GET()).body();
    }

    /** The whole answer of the JSON gateway. */
    public String v3(String path, String json) throws IOException, InterruptedException {
        var body = HttpRequest.BodyPublishers.ofString(json);
        return send(request("/v3" + path).POST(body)).body();
    }

    public boolean healthy() {
        try {
            return send(request("/health").GET()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Optional<String> header(String path, String name)
            throws IOException, InterruptedException {
        return send(request(path).GET()).headers().firstValue(name);
    }

    @Override
    public void close() throws Exception {
        var running = node;
        node = null;
        if (running != null) {
            running.close();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + ":2379" + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
