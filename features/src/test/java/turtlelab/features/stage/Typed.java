package turtlelab.features.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import turtlelab.labctl.ctl.EtcdctlMain;
import turtlelab.labctl.exec.Streams;

/** A command line of labctl's etcdctl that runs, or has ended. */
public final class Typed {

    private static final Map<String, String> V3 = Map.of("ETCDCTL_API", "3");
    private static final Duration LIMIT = Patience.ofSeconds(20);
    private static final Duration ANSWERED_WITHIN = Patience.ofSeconds(5);

    /** A process of Java may need a while to say its first word on a busy machine. */
    private static final String SLOWLY = "--command-timeout=20s";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private Runnable interrupt = () -> {};
    private Runnable death = () -> {};

    private Typed() {}

    /** Runs in this process. */
    public static Typed at(String endpoints, String... words) {
        var typed = new Typed();
        var out = new PrintStream(typed.said, true, UTF_8);
        var streams = new Streams(InputStream.nullInputStream(), out, out);
        var all = all(List.of("--endpoints", endpoints), words);
        var thread =
                Thread.ofVirtual()
                        .name("typed")
                        .start(() -> typed.end.complete(EtcdctlMain.run(all, streams, V3)));
        typed.interrupt = thread::interrupt;
        typed.death = thread::interrupt;
        return typed;
    }

    /** Runs in a process of its own, which can die without a word. */
    public static Typed apart(String endpoints, String... words) {
        var typed = new Typed();
        var program = Built.program("labctl/bin/etcdctl");
        var builder =
                new ProcessBuilder(
                        all(List.of(program.toString(), SLOWLY, "--endpoints", endpoints), words));
        builder.environment().putAll(V3);
        try {
            var process = builder.redirectErrorStream(true).start();
            Thread.ofVirtual().name("typed").start(() -> typed.listen(process));
            typed.interrupt = process::destroy;
            typed.death = process::destroyForcibly;
            return typed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> all(List<String> first, String... words) {
        var all = new ArrayList<>(first);
        all.add("--command-timeout=" + ANSWERED_WITHIN.toSeconds() + "s");
        all.addAll(List.of(words));
        return all;
    }

    private void listen(Process process) {
        try {
            process.getInputStream().transferTo(said);
            end.complete(process.waitFor());
        } catch (IOException e) { // it was killed while it spoke
            end.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end.completeExceptionally(e);
        }
    }

    /** All that it has written so far. */
    public String said() {
        return said.toString(UTF_8);
    }

    /** Waits for its end: what it wrote, when it could do what it was to do. */
    public Optional<String> result() {
        return exitCode() == 0 ? Optional.of(said()) : Optional.empty();
    }

    /** Ends it in order, so that it gives back what it holds. */
    public void stop() {
        interrupt.run();
        exitCode();
    }

    /** Ends it at once. */
    public void kill() {
        death.run();
    }

    private int exitCode() {
        try {
            return end.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new AssertionError("it goes on and on: " + said());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
