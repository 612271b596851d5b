package turtlelab.node.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import turtlelab.node.base.TestProcess;

/** An etcd 3.4 with one member on free ports, with the identities that {@code FakeReplica} has. */
public final class RealEtcd implements Server {
    private static final String HOST = "127.6.%d.11".formatted(TestProcess.number());
    private static final int START_SECONDS = 20;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final InetSocketAddress address;

    private RealEtcd(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Skips the test, with the reason printed, where there is no etcd. */
    public static void assumeInstalled() {
        assumeInstalled("etcd", "etcd-server");
    }

    /** Skips the test where a program is not on the path; {@code apt} has it in the package. */
    public static void assumeInstalled(String program, String aptPackage) {
        var installed =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        var reason = "skipped: no %s on the PATH (apt install %s)".formatted(program, aptPackage);
        if (!installed) {
            System.out.println(reason);
        }
        assumeTrue(installed, reason);
    }

    /** Returns when it serves. */
    public static RealEtcd start(Path dataDir, String... more) throws Exception {
        int port = freePort();
        var client = "http://" + HOST + ":" + port;
        var peer = "http://" + HOST + ":" + freePort();
        var command =
                new ArrayList<>(
                        List.of(
                                "etcd",
                                "--enable-v2=true",
                                "--data-dir=" + dataDir.resolve("data"),
                                "--listen-client-urls=" + client,
                                "--listen-peer-urls=" + peer,
                                "--advertise-client-urls=http://localhost:2379",
                                "--initial-advertise-peer-urls=http://localhost:2380"));
        command.addAll(List.of(more));
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(dataDir.resolve("log").toFile())
                        .start();
        var etcd = new RealEtcd(process, new InetSocketAddress(HOST, port));
        etcd.awaitIndex();
        return etcd;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** Its own start takes three indexes: the member, its name, the cluster version. */
    private void awaitIndex() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        var keys = HttpRequest.newBuilder(URI.create(url() + "/v2/keys/")).GET().build();
        while (System.nanoTime() < deadline) {
            try {
                var headers = HTTP.send(keys, BodyHandlers.discarding()).headers();
                if (headers.firstValue("X-Etcd-Index").equals(Optional.of("3"))) {
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
