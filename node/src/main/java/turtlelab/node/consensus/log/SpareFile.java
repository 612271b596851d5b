package turtlelab.node.consensus.log;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The next segment's zeros, written beside the work on a thread of their own, so that the log
 * thread finds them ready. Used by the log thread.
 */
final class SpareFile {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path path;
    private long size;
    private @Nullable CompletableFuture<Void> ready;

    SpareFile(Path path) {
        this.path = path;
    }

    void prepare(long wanted) {
        if (ready != null) {
            return;
        }
        var written = new CompletableFuture<Void>();
        Thread.ofPlatform().daemon().name("wal-prepare").start(() -> write(wanted, written));
        size = wanted;
        ready = written;
    }

    /** Gives the spare away if there is one of this size; waits for it when it is being written. */
    boolean moveTo(Path target, long wanted) throws IOException {
        if (ready == null || size != wanted) {
            return false;
        }
        await();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    void close() throws IOException {
        if (ready != null) {
            await();
            Files.deleteIfExists(path);
        }
    }

    private void write(long wanted, CompletableFuture<Void> written) {
        try {
            FileLogDirectory.writeZeros(path, wanted);
            written.complete(null);
        } catch (IOException e) {
            written.completeExceptionally(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            written.completeExceptionally(e);
        }
    }

    private void await() throws IOException {
        var written = ready;
        ready = null;
        try {
            if (written != null) {
                written.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new IOException("cannot prepare a segment", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("preparing a segment took longer than " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a segment was being prepared");
        }
    }
}
