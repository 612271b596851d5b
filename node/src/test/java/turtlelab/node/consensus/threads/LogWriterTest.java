package turtlelab.node.consensus.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.MemberId;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.HardState;
import turtlelab.node.consensus.LogPosition;
import turtlelab.node.consensus.engine.Event;
import turtlelab.node.consensus.engine.LogWork;
import turtlelab.node.consensus.log.LogStore;
import turtlelab.node.consensus.raft.log.DiskTask;

/** Who writes the log: the thread that asks, or the lane. */
final class LogWriterTest {
    private static final String LANE = "wal";

    private final AtomicLong clock = new AtomicLong();
    private final TellingLog log = new TellingLog();
    private final BlockingQueue<Event> done = new LinkedBlockingQueue<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final LogWriter writer =
            new LogWriter(
                    new LogWork(log),
                    new ClockOfTheTest(),
                    done::add,
                    16,
                    (thread, _) -> failures.add(thread));
    private long number;

    @AfterEach
    void stop() throws InterruptedException {
        assertThat(writer.stop(5_000)).isTrue();
    }

    @Test
    void theFirstWriteIsLeftToTheLaneSinceTheDiskIsUnknown() throws Exception {
        writer.start();
        write(true);
        awaitDone(1);
        assertThat(log.writers).containsExactly(LANE);
    }

    @Test
    void aSingleWriteToAQuickDiskIsDoneAtOnce() throws Exception {
        writer.start();
        write(true);
        awaitDone(1);
        awaitQuiet(); // the lane reports before it is idle again
        assertThat(log.writers.getLast()).isEqualTo(Thread.currentThread().getName());
        assertThat(failures).isEmpty();
    }

    @Test
    void aWriteBesideOtherWorkIsLeftToTheLane() throws Exception {
        writer.start();
        write(true);
        awaitDone(1);
        awaitQuiet();
        write(false);
        awaitDone(1);
        assertThat(log.writers.getLast()).isEqualTo(LANE);
    }

    @Test
    void aDiskThatWasSlowIsLeftToTheLaneUntilItIsQuickAgain() throws Exception {
        writer.start();
        write(true);
        awaitDone(1);
        awaitQuiet();
        log.syncNanos = LogWriter.QUICK_NANOS;
        write(true);
        awaitDone(1);
        assertThat(log.writers.getLast()).isEqualTo(Thread.currentThread().getName());
        log.syncNanos = 0;
        write(true);
        awaitDone(1);
        assertThat(log.writers.getLast()).isEqualTo(LANE);
        awaitQuiet();
        assertThat(log.writers.getLast()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void theLanesOwnWritesComeBeforeLaterOnes() throws Exception {
        write(true); // the lane has not started: it cannot be idle before it has done this
        write(true);
        assertThat(log.writers).isEmpty();
        writer.start();
        awaitDone(1);
        assertThat(log.order).startsWith(1L);
    }

    @Test
    void aFailureOnTheAskingThreadIsThrownThere() throws Exception {
        writer.start();
        write(true);
        awaitDone(1);
        awaitQuiet();
        log.broken = true;
        assertThatThrownBy(() -> write(true)).isInstanceOf(IOException.class).hasMessage("broken");
        log.broken = false;
    }

    private void write(boolean quiet) throws IOException {
        var hardState = new HardState(++number, MemberId.NONE, 0);
        writer.accept(new LogWork.Task.Persist(new DiskTask.Write(number, hardState, List.of())));
        writer.dispatch(quiet);
    }

    /** Writes until this thread does it itself, which it must as soon as the lane is idle. */
    private void awaitQuiet() throws Exception {
        var deadline = Time.SYSTEM.deadline(Duration.ofSeconds(10));
        do {
            write(true);
            awaitDone(1);
        } while (log.writers.getLast().equals(LANE) && !Time.SYSTEM.isPast(deadline));
    }

    private void awaitDone(int reports) throws InterruptedException {
        for (int i = 0; i < reports; i++) {
            assertThat(done.poll(10, TimeUnit.SECONDS)).isInstanceOf(Event.Persisted.class);
        }
    }

    private final class ClockOfTheTest implements Time {
        @Override
        public long nanos() {
            return clock.get();
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    }

    /** A log that remembers which thread synced, and takes as long as it is told. */
    private final class TellingLog implements LogStore {
        private final List<String> writers = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> order = Collections.synchronizedList(new ArrayList<>());
        private volatile long syncNanos;
        private volatile boolean broken;

        @Override
        public Recovered recovered() {
            return Recovered.NOTHING;
        }

        @Override
        public void append(@Nullable HardState hardState, List<Entry> entries) {
            if (hardState != null) {
                order.add(hardState.term());
            }
        }

        @Override
        public void sync() throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            writers.add(Thread.currentThread().getName());
            clock.addAndGet(syncNanos);
        }

        @Override
        public void release(long upToIndex) {}

        @Override
        public void restart(LogPosition position, HardState hardState) {}

        @Override
        public void close() {}
    }
}
