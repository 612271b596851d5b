package turtlelab.labctl.ctl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import turtlelab.labctl.client.NodeClient;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.stage.TestProcess;

/** A fresh etcd of one member, on free ports of a loopback address. */
public final class RealEtcd implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/etcd");
    public static final Path ETCDCTL = Path.of("/usr/bin/etcdctl");
    static final String HOST = "127.9.1." + TestProcess.number();

    private final Process process;
    private final String url;

    private RealEtcd(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && Files.isExecutable(ETCDCTL);
    }

    public static RealEtcd start(Path folder) throws InterruptedException {
        var url = freeUrl();
        var peerUrl = freeUrl();
        var command =
                List.of(
                        PROGRAM.toString(),
                        "--name=one",
                        "--enable-v2",
                        "--data-dir=" + folder.resolve("data"),
                        "--listen-client-urls=" + url,
                        "--advertise-client-urls=" + url,
                        "--listen-peer-urls=" + peerUrl,
                        "--initial-advertise-peer-urls=" + peerUrl,
                        "--initial-cluster=one=" + peerUrl);
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(folder.resolve("etcd.log").toFile());
            builder.environment().keySet().removeIf(it -> it.startsWith("ETCD"));
            var etcd = new RealEtcd(builder.start(), url);
            var client = new NodeClient(NodeClient.transport(), url, Duration.ofSeconds(2));
            var deadline = Deadline.in(Duration.ofSeconds(30), Time.system());
            if (!deadline.await(Duration.ofMillis(50), () -> client.health().found().isPresent())) {
                etcd.close();
                throw new IllegalStateException("etcd does not get healthy: " + folder);
            }
            return etcd;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String freeUrl() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return "http://" + HOST + ":" + socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return url;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
