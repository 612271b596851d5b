package turtlelab.labctl.exec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs commands on this very machine. Safe for use by many threads. */
public final class LocalShell implements Shell {

    private static final Path NOTHING = Path.of("/dev/null");

    private final Duration limit;

    /** A shell whose {@link #run} waits at most this long for a command to end. */
    public LocalShell(Duration limit) {
        this.limit = limit;
    }

    @Override
    public Output run(Command command) {
        var process = start(command, builder(command).redirectInput(NOTHING.toFile()));
        try {
            var out = readAside(process.getInputStream());
            var err = readAside(process.getErrorStream());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandFailed(command, "did not end within " + limit.toSeconds() + " s");
            }
            return new Output(process.exitValue(), out.join(), err.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(command, "interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public int follow(Command command, Consumer<String> line) throws InterruptedException {
        var builder = builder(command).redirectInput(NOTHING.toFile()).redirectErrorStream(true);
        var process = start(command, builder);
        var reading = Thread.ofVirtual().name("follow").start(() -> readLines(process, line));
        try {
            reading.join();
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public int attach(Command command, Streams streams) throws InterruptedException {
        if (streams.areOfProcess()) {
            return start(command, builder(command).inheritIO()).waitFor();
        }
        var process = start(command, builder(command).redirectInput(NOTHING.toFile()));
        try {
            var out = copyAside(process.getInputStream(), streams.out());
            var err = copyAside(process.getErrorStream(), streams.err());
            int exit = process.waitFor();
            out.join();
            err.join();
            return exit;
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void write(Path file, String text) {
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(Command command) {
        var builder = new ProcessBuilder(command.words());
        builder.environment().putAll(command.environment());
        var folder = command.folder();
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        return builder.redirectOutput(Redirect.PIPE);
    }

    private static Process start(Command command, ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailed(command, String.valueOf(e.getMessage()));
        }
    }

    private static CompletableFuture<String> readAside(InputStream stream) {
        return aside(() -> new String(stream.readAllBytes(), UTF_8));
    }

    private static CompletableFuture<String> copyAside(InputStream from, OutputStream to) {
        return aside(
                () -> {
                    from.transferTo(to);
                    to.flush();
                    return "";
                });
    }

    private static CompletableFuture<String> aside(Reading reading) {
        var result = new CompletableFuture<String>();
        Thread.ofVirtual().name("read").start(() -> complete(result, reading));
        return result;
    }

    private static void complete(CompletableFuture<String> result, Reading reading) {
        try {
            result.complete(reading.read());
        } catch (IOException _) { // the command was ended; what it said before no longer matters
            result.complete("");
        }
    }

    private static void readLines(Process process, Consumer<String> line) {
        try (var reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            reader.lines().forEach(line);
        } catch (IOException | UncheckedIOException _) {
            return; // the command was ended while we read
        }
    }

    /** Something that ends in a text. */
    private interface Reading {
        String read() throws IOException;
    }
}
