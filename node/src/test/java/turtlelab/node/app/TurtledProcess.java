package turtlelab.node.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code turtled} in a process of its own, to be killed as real ones are. */
public final class TurtledProcess implements AutoCloseable {
    private static final long SIGINT_BIT = 1 << 1;

    private final Process process;
    private final Path log;

    private TurtledProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static TurtledProcess start(
            Path log, Map<String, String> environment, List<String> flags) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(flags);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("ETCD_"));
        builder.environment().putAll(environment);
        return new TurtledProcess(builder.start(), log);
    }

    /** SIGTERM. */
    public void stop() {
        process.destroy();
    }

    /** Ctrl-C; or SIGTERM, which means the same, where whoever runs the tests ignores Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        var status = Path.of("/proc/" + process.pid() + "/status");
        var ignored =
                Files.exists(status)
                        && Files.readAllLines(status).stream()
                                .filter(line -> line.startsWith("SigIgn:"))
                                .mapToLong(
                                        line ->
                                                Long.parseUnsignedLong(
                                                        line.split("\\s+", -1)[1], 16))
                                .anyMatch(signals -> (signals & SIGINT_BIT) != 0);
        signal(ignored ? "TERM" : "INT");
    }

    /** SIGSTOP: it stands still. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("no process to be sent SIG" + name);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** The exit code; fails when the process is still there after so many seconds. */
    public int exitWithin(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + seconds + " s:\n" + output());
        }
        return process.exitValue();
    }

    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
