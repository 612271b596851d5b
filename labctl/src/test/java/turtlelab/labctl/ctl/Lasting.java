package turtlelab.labctl.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import turtlelab.labctl.exec.Streams;

/**
 * A run of an etcdctl that goes on until it has said so many lines on both its streams: then its
 * input ends, and if that does not end it, it is ended. What it said and its exit code must be the
 * original's; the code of one that had to be ended is {@link #ENDED}.
 */
final class Lasting {

    static final int ENDED = -1;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Said out;
    private final Said err;
    private final CountDownLatch enough;

    private Lasting(int lines) {
        this.enough = new CountDownLatch(lines);
        this.out = new Said(enough);
        this.err = new Said(enough);
    }

    /** Counts lines, but for what the original's library says. */
    private static final class Said extends OutputStream {
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final CountDownLatch enough;

        private Said(CountDownLatch enough) {
            this.enough = enough;
        }

        @Override
        public synchronized void write(int next) {
            line.write(next);
            if (next != '\n') return;
            if (!line.toString(UTF_8).startsWith("{\"level\":\"warn\"")) {
                all.writeBytes(line.toByteArray());
                enough.countDown();
            }
            line.reset();
        }

        synchronized String text() {
            return all.toString(UTF_8) + line.toString(UTF_8);
        }
    }

    /** Text, and then nothing until it is told to end. */
    private static final class HeldInput extends InputStream {
        private final byte[] text;
        private final CountDownLatch end = new CountDownLatch(1);
        private int at;

        private HeldInput(String text) {
            this.text = text.getBytes(UTF_8);
        }

        @Override
        public int read() throws IOException {
            if (at < text.length) return text[at++];
            try {
                end.await();
                return -1;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int next = read();
            if (next < 0) return -1;
            into[offset] = (byte) next;
            return 1;
        }
    }

    private boolean isEnough() throws InterruptedException {
        return enough.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Ran ran(int exitCode) {
        return new Ran(exitCode, out.text(), err.text());
    }

    /** Runs ours, in this process. */
    static Ran ours(int lines, Map<String, String> environment, String input, List<String> words)
            throws InterruptedException {
        var lasting = new Lasting(lines);
        var in = new HeldInput(input);
        var streams =
                new Streams(
                        in,
                        new PrintStream(lasting.out, true, UTF_8),
                        new PrintStream(lasting.err, true, UTF_8));
        var exit = new CompletableFuture<Integer>();
        var thread =
                Thread.ofVirtual()
                        .start(() -> exit.complete(EtcdctlMain.run(words, streams, environment)));
        try {
            awaitEither(lasting, exit, words);
            in.end.countDown();
            if (thread.join(ending(lines, input))) return lasting.ran(exit.join());
        } finally {
            in.end.countDown();
            thread.interrupt();
            thread.join(LIMIT);
        }
        return lasting.ran(ENDED);
    }

    /** Runs Debian's. */
    static Ran debians(int lines, Map<String, String> environment, String input, List<String> words)
            throws InterruptedException, IOException {
        var lasting = new Lasting(lines);
        var command = new ArrayList<>(List.of(RealEtcd.ETCDCTL.toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(it -> it.startsWith("ETCDCTL_"));
        builder.environment().putAll(environment);
        var process = builder.start();
        var readers =
                List.of(
                        copy(process.getInputStream(), lasting.out),
                        copy(process.getErrorStream(), lasting.err));
        boolean ended;
        try {
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
                in.flush();
                awaitEither(lasting, process.onExit(), words);
            }
            ended = process.waitFor(ending(lines, input).toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            end(process);
            for (var reader : readers) reader.join(LIMIT);
        }
        return lasting.ran(ended ? process.exitValue() : ENDED);
    }

    /** Ends it with all that it started, which would else hold on to its streams. */
    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) { // else what it has said may not have been read yet
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** What this JVM has started of the original and not ended. */
    static List<String> leftBehind() {
        return ProcessHandle.current()
                .descendants()
                .map(it -> it.info().commandLine().orElse(""))
                .filter(it -> it.startsWith(RealEtcd.ETCDCTL.toString()))
                .toList();
    }

    /** What reads lines ends with its input; what runs to its end has its time; nothing else. */
    private static Duration ending(int lines, String input) {
        return lines == 0 || !input.isEmpty() ? LIMIT : Duration.ofMillis(50);
    }

    private static void awaitEither(Lasting lasting, CompletableFuture<?> end, List<String> words)
            throws InterruptedException {
        var _ =
                end.whenComplete(
                        (_, _) -> {
                            while (lasting.enough.getCount() > 0) lasting.enough.countDown();
                        });
        if (!lasting.isEnough()) {
            throw new AssertionError(
                    words + " say too little: " + lasting.out.text() + lasting.err.text());
        }
    }

    private static Thread copy(InputStream from, OutputStream to) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try (from) {
                                from.transferTo(to);
                            } catch (IOException _) { // it is gone
                                return;
                            }
                        });
    }
}
