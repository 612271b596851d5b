package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import turtlelab.labctl.exec.Streams;

/** What a run of an etcdctl left. */
public record Ran(int exitCode, String out, String err) {

    /** No command that is compared takes as long. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Runs ours, in this process. */
    public static Ran ours(Map<String, String> environment, String input, List<String> words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams =
                new Streams(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8));
        var exit = new CompletableFuture<Integer>();
        var thread =
                Thread.ofVirtual()
                        .start(() -> exit.complete(EtcdctlMain.run(words, streams, environment)));
        endIn(LIMIT, thread);
        return new Ran(exit.join(), out.toString(UTF_8), err.toString(UTF_8));
    }

    private static void endIn(Duration limit, Thread thread) {
        try {
            if (!thread.join(limit)) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    public static Ran ours(Map<String, String> environment, String... words) {
        return ours(environment, "", List.of(words));
    }

    /** Runs Debian's. */
    public static Ran debians(Map<String, String> environment, String input, List<String> words)
            throws InterruptedException {
        var command = new ArrayList<>(List.of(RealEtcd.ETCDCTL.toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(it -> it.startsWith("ETCDCTL_"));
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            Thread.ofVirtual().start(() -> endIn(LIMIT, process));
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            } catch (IOException _) { // it does not read its input
            }
            var err = new StringBuilder();
            var reader = Thread.ofVirtual().start(() -> err.append(text(process.getErrorStream())));
            var out = text(process.getInputStream());
            reader.join();
            return new Ran(process.waitFor(), out, err.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void endIn(Duration limit, Process process) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
