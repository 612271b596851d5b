package turtlelab.labctl.ctl.v3.lease;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import turtlelab.labctl.ctl.EtcdctlMain;
import turtlelab.labctl.ctl.RealEtcd;
import turtlelab.labctl.exec.Deadline;
import turtlelab.labctl.exec.Streams;
import turtlelab.labctl.exec.Time;

/** A command of an etcdctl that holds on until it is told to end: its lines as they come. */
final class Held implements AutoCloseable {

    private static final Map<String, String> V3 = Map.of("ETCDCTL_API", "3");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(10);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Ending ending;

    private interface Ending {
        void end() throws InterruptedException;
    }

    /** An etcdctl: Debian's or ours. */
    interface Program {
        Held start(String url, String... words) throws IOException;
    }

    private Held(InputStream out, Ending ending) {
        this.ending = ending;
        Thread.ofVirtual().start(() -> read(out));
    }

    static Held ours(String url, String... words) throws IOException {
        var out = new PipedOutputStream();
        var in = new PipedInputStream(out);
        var print = new PrintStream(out, true, UTF_8);
        var streams = new Streams(InputStream.nullInputStream(), print, print);
        var all = words(url, words);
        var thread = Thread.ofVirtual().start(() -> EtcdctlMain.run(all, streams, V3));
        return new Held(
                in,
                () -> {
                    thread.interrupt();
                    thread.join(LIMIT);
                });
    }

    static Held debians(String url, String... words) throws IOException {
        var command = new ArrayList<>(List.of(RealEtcd.ETCDCTL.toString()));
        command.addAll(words(url, words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(V3);
        var process = builder.start();
        return new Held(
                process.getInputStream(),
                () -> {
                    process.destroy();
                    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                        process.destroyForcibly();
                    }
                });
    }

    private static List<String> words(String url, String... words) {
        var all = new ArrayList<>(List.of("--endpoints", url));
        all.addAll(List.of(words));
        return all;
    }

    private void read(InputStream out) {
        try (var reader = new BufferedReader(new InputStreamReader(out, UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line.replaceAll("/[0-9a-f]{10,16}$", "/LEASE"));
            }
        } catch (IOException _) { // its writer is gone
            return;
        }
    }

    /** What it has said, once that is so many lines; the identity of a lease is hidden. */
    List<String> said(int count) throws InterruptedException {
        var deadline = Deadline.in(LIMIT, Time.system());
        if (!deadline.await(STEP, () -> lines.size() >= count)) {
            throw new AssertionError("said no more than " + lines);
        }
        return List.copyOf(lines);
    }

    /** As a signal would. */
    @Override
    public void close() throws InterruptedException {
        ending.end();
    }
}
