package turtlelab.node.replica.upkeep;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import turtlelab.node.base.Durations;
import turtlelab.node.base.Time;
import turtlelab.node.state.KvHash;
import turtlelab.node.storage.ImageReader;

/**
 * Upkeep of a replica's storage: slow reading on thread {@code upkeep}, changes of the file in
 * short errands on the apply thread, so that requests pass in between.
 */
public final class StoreUpkeep implements Upkeep, AutoCloseable {
    private static final int MOST_WAITING = 16;
    private static final long COMPACTION_NANOS = 10_000_000;
    private static final int REWRITE_BYTES = 4 << 20;
    private static final int SHRINK_MILLIS = 20;
    private static final int MOST_ROUNDS = 10_000;
    private static final Duration ERRAND = Duration.ofMinutes(1);

    private final Inside inside;
    private final Time time;
    private final ThreadPoolExecutor thread;
    private final UpkeepFigures figures = new UpkeepFigures();
    private final AtomicBoolean compactingFurther = new AtomicBoolean();
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> awaitingCompaction =
            new ConcurrentLinkedQueue<>();

    public StoreUpkeep(Inside inside, Time time) {
        this.inside = inside;
        this.time = time;
        this.thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        Thread.ofPlatform().daemon().name("upkeep").factory());
    }

    /**
     * Goes on with a compaction also while nothing is applied, a tenth of the time. Timer thread,
     * ten times a second.
     */
    public void tick() {
        if (inside.state().isCompacting()) {
            if (compactingFurther.compareAndSet(false, true)) {
                inside.betweenBatches(this::compactFurther);
            }
        } else {
            for (var waiting = awaitingCompaction.poll();
                    waiting != null;
                    waiting = awaitingCompaction.poll()) {
                waiting.complete(null);
            }
        }
    }

    @Override
    public CompletableFuture<KvHash> kvHash(long revision) {
        return CompletableFuture.supplyAsync(
                () -> timed(figures.kvHashes(), () -> inside.state().kv().hash(revision)), thread);
    }

    @Override
    public CompletableFuture<Integer> hash() {
        return CompletableFuture.supplyAsync(
                () -> timed(figures.hashes(), () -> inside.state().hash()), thread);
    }

    @Override
    public CompletableFuture<ImageReader> image() {
        var image = new CompletableFuture<ImageReader>();
        inside.betweenBatches(
                () -> {
                    var captured = inside.image();
                    if (!image.complete(captured)) {
                        captured.close();
                    }
                });
        return image;
    }

    @Override
    public CompletableFuture<Void> compacted() {
        var done = new CompletableFuture<Void>();
        awaitingCompaction.add(done);
        return done;
    }

    @Override
    public CompletableFuture<Void> defragment() {
        return CompletableFuture.runAsync(this::defragmentNow, thread);
    }

    @Override
    public UpkeepFigures figures() {
        return figures;
    }

    private void defragmentNow() {
        long from = time.nanos();
        figures.defragmenting().incrementAndGet();
        try {
            defragmentInRounds();
            figures.defragmentations().add(time.nanos() - from);
        } finally {
            figures.defragmenting().decrementAndGet();
        }
    }

    private <T> T timed(Durations durations, Supplier<T> work) {
        long from = time.nanos();
        var done = work.get();
        durations.add(time.nanos() - from);
        return done;
    }

    /** Refuses new work, and gives up what waits. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void compactFurther() {
        var until = time.nanos() + COMPACTION_NANOS;
        while (inside.state().isCompacting() && time.nanos() - until < 0) {
            inside.publish();
        }
        if (!inside.state().isCompacting()) {
            inside.commit();
        }
        compactingFurther.set(false);
    }

    /**
     * Each round writes some live data together, makes that durable, and only then gives free space
     * at the end of the file back: what the last durable commit needs is never moved. Ends when
     * rounds make it no smaller.
     */
    private void defragmentInRounds() {
        var smallest = Long.MAX_VALUE;
        for (int round = 0, idle = 0; round < MOST_ROUNDS && idle < 2; round++) {
            await(
                    () -> {
                        inside.storage().rewrite(REWRITE_BYTES);
                        inside.commit();
                    });
            inside.sync();
            await(() -> inside.storage().shrink(SHRINK_MILLIS));
            var size = inside.storage().size().allocated();
            idle = size < smallest ? 0 : idle + 1;
            smallest = Math.min(smallest, size);
        }
    }

    private void await(Runnable errand) {
        var done = new CompletableFuture<Void>();
        inside.betweenBatches(
                () -> {
                    try {
                        errand.run();
                    } finally {
                        done.complete(null);
                    }
                });
        done.orTimeout(ERRAND.toSeconds(), TimeUnit.SECONDS).join();
    }
}
