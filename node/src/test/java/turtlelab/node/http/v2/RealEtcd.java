package turtlelab.node.http.v2;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An etcd 3.4 with one member on free ports, with the identities that {@code FakeReplica} has. */
final class RealEtcd implements AutoCloseable {
    private static final String HOST = "127.6.0.11";
    private static final int START_SECONDS = 20;

    private final Process process;
    private final InetSocketAddress address;

    private RealEtcd(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    static void assumeInstalled() {
        var installed =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "etcd")));
        assumeTrue(installed, "skipped: no etcd on the PATH (apt install etcd-server)");
    }

    static RealEtcd start(Path dataDir) throws Exception {
        int port = freePort();
        var client = "http://" + HOST + ":" + port;
        var peer = "http://" + HOST + ":" + freePort();
        var process =
                new ProcessBuilder(
                                "etcd",
                                "--enable-v2=true",
                                "--data-dir=" + dataDir.resolve("data"),
                                "--listen-client-urls=" + client,
                                "--listen-peer-urls=" + peer,
                                "--advertise-client-urls=http://localhost:2379",
                                "--initial-advertise-peer-urls=http://localhost:2380")
                        .redirectErrorStream(true)
                        .redirectOutput(dataDir.resolve("log").toFile())
                        .start();
        var etcd = new RealEtcd(process, new InetSocketAddress(HOST, port));
        etcd.awaitIndex();
        return etcd;
    }

    RawHttp http() {
        return new RawHttp(address);
    }

    /** Its own start takes three indexes: the member, its name, the cluster version. */
    private void awaitIndex() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        var read = new RawHttp.Request("GET", "/v2/keys/", List.of(), "");
        while (System.nanoTime() < deadline) {
            try {
                if ("3".equals(http().send(read).headers().get("x-etcd-index"))) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw e;
                }
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        close();
        throw new IOException("etcd did not start within " + START_SECONDS + " s");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    }
}
