package turtlelab.labctl.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import turtlelab.labctl.client.NodeClient;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Time;

/** A real etcd on the usual ports of a loopback address, told by flags how to find the others. */
public final class EtcdProcess implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/etcd");

    private final Process process;
    private final Path log;
    private final String host;

    private EtcdProcess(Process process, Path log, String host) {
        this.process = process;
        this.log = log;
        this.host = host;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts one; does not wait for anything. */
    public static EtcdProcess start(Path folder, String name, String host, String... more) {
        var client = "http://" + host + ":2379";
        var peer = "http://" + host + ":2380";
        var command =
                new ArrayList<>(
                        List.of(
                                PROGRAM.toString(),
                                "--enable-v2",
                                "--name=" + name,
                                "--data-dir=" + folder.resolve(name + ".etcd"),
                                "--listen-client-urls=" + client,
                                "--listen-peer-urls=" + peer,
                                "--advertise-client-urls=" + client));
        command.addAll(List.of(more));
        if (command.stream().noneMatch(it -> it.contains("initial-advertise-peer-urls"))) {
            command.add("--initial-advertise-peer-urls=" + peer);
        }
        return run(command, Map.of(), folder.resolve(name + ".log"), host);
    }

    /** Starts any command that becomes a node on this address. */
    public static EtcdProcess run(
            List<String> command, Map<String, String> environment, Path log, String host) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(it -> it.startsWith("ETCD"));
            builder.environment().putAll(environment);
            return new EtcdProcess(builder.start(), log, host);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String clientUrl() {
        return "http://" + host + ":2379";
    }

    /** Whether it serves within so many seconds. */
    public boolean isHealthyWithin(int seconds) throws InterruptedException {
        var client = new NodeClient(NodeClient.transport(), clientUrl(), Duration.ofSeconds(2));
        return Deadline.in(Duration.ofSeconds(seconds), Time.system())
                .await(Duration.ofMillis(100), () -> client.health().found().isPresent());
    }

    /** The exit code; fails when it still runs after so many seconds. */
    public int exitWithin(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + output());
        }
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
