package turtlelab.node.consensus.threads;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Entry;
import turtlelab.node.consensus.EntryKind;
import turtlelab.node.consensus.Membership;
import turtlelab.node.consensus.SnapshotMark;
import turtlelab.node.consensus.SnapshotReader;
import turtlelab.node.consensus.SnapshotWriter;
import turtlelab.node.consensus.StateMachine;
import turtlelab.node.consensus.engine.ApplyWork;
import turtlelab.node.consensus.engine.Event;

/** Who applies: the thread that asks, or the lane. */
final class ApplierTest {
    private static final String LANE = "apply";

    private final AtomicLong clock = new AtomicLong();
    private final TellingMachine machine = new TellingMachine();
    private final BlockingQueue<Event> done = new LinkedBlockingQueue<>();
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());
    private final Applier applier =
            new Applier(
                    new ApplyWork(machine, StateMachine.AppliedState.NOTHING),
                    machine,
                    new ClockOfTheTest(),
                    done::add,
                    16,
                    (thread, _) -> failures.add(thread));
    private long index;

    @AfterEach
    void stop() throws InterruptedException {
        assertThat(applier.stop(5_000)).isTrue();
        assertThat(failures).isEmpty();
        assertThat(machine.applied)
                .as("each entry once and in order")
                .containsExactlyElementsOf(LongStream.rangeClosed(1, index).boxed().toList());
    }

    @Test
    void aLoneQuickEntryIsAppliedByWhoAsks() throws Exception {
        applier.start();
        awaitQuiet();
        apply(1, true);
        awaitDone();
        assertThat(machine.appliers.getLast()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void severalEntriesAreLeftToTheLane() throws Exception {
        applier.start();
        awaitQuiet();
        apply(2, true);
        awaitDone();
        assertThat(machine.appliers.getLast()).isEqualTo(LANE);
    }

    @Test
    void anEntryThatMayTakeLongIsLeftToTheLane() throws Exception {
        applier.start();
        awaitQuiet();
        machine.quick = false;
        apply(1, true);
        awaitDone();
        assertThat(machine.appliers.getLast()).isEqualTo(LANE);
    }

    @Test
    void whoHasSomethingElseToDoGetsOneTurnForIt() throws Exception {
        applier.start();
        awaitQuiet();
        apply(1, false);
        assertThat(done).isEmpty();
        applier.dispatch(true);
        awaitDone();
        assertThat(machine.appliers.getLast()).isEqualTo(Thread.currentThread().getName());

        apply(1, false);
        applier.dispatch(false);
        awaitDone();
        assertThat(machine.appliers.getLast()).isEqualTo(LANE);
    }

    @Test
    void aStateThatWasSlowIsLeftToTheLaneUntilItIsQuickAgain() throws Exception {
        applier.start();
        awaitQuiet();
        machine.nanos = LogWriter.QUICK_NANOS;
        apply(1, true);
        awaitDone();
        machine.nanos = 0;
        apply(1, true);
        awaitDone();
        assertThat(machine.appliers.getLast()).isEqualTo(LANE);
        awaitQuiet();
    }

    @Test
    void whatTheLaneHasYetToDoComesFirst() throws Exception {
        apply(1, true); // the lane has not started: it cannot be idle before it has done this
        apply(1, true);
        assertThat(machine.applied).isEmpty();
        applier.start();
        while (machine.applied.size() < 2) {
            awaitDone();
        }
    }

    private void apply(int entries, boolean quiet) {
        var batch =
                LongStream.range(0, entries)
                        .mapToObj(_ -> new Entry(++index, 1, EntryKind.COMMAND, Bytes.EMPTY))
                        .toList();
        applier.accept(new ApplyWork.Task.Apply(batch));
        applier.dispatch(quiet);
    }

    /** Applies until this thread does it itself, which it must as soon as the lane is idle. */
    private void awaitQuiet() throws InterruptedException {
        var deadline = Time.SYSTEM.deadline(Duration.ofSeconds(10));
        do {
            apply(1, true);
            awaitDone();
        } while (machine.appliers.getLast().equals(LANE) && !Time.SYSTEM.isPast(deadline));
        assertThat(machine.appliers.getLast()).isEqualTo(Thread.currentThread().getName());
    }

    private void awaitDone() throws InterruptedException {
        assertThat(done.poll(10, TimeUnit.SECONDS)).isInstanceOf(Event.Applied.class);
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

    /** Remembers who applied what, and takes as long as it is told. */
    private final class TellingMachine implements StateMachine {
        private final List<Long> applied = Collections.synchronizedList(new ArrayList<>());
        private final List<String> appliers = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean quick = true;
        private volatile long nanos;

        @Override
        public AppliedState recovered() {
            return AppliedState.NOTHING;
        }

        @Override
        public boolean isQuick(Entry entry) {
            return quick;
        }

        @Override
        public void apply(Entry entry) {
            applied.add(entry.index());
            appliers.add(Thread.currentThread().getName());
            clock.addAndGet(nanos);
        }

        @Override
        public void changeMembership(Entry entry, AppliedChange change, Membership membership) {
            throw new AssertionError("no change was asked for");
        }

        @Override
        public void endOfBatch() {}

        @Override
        public long durableIndex() {
            return 0;
        }

        @Override
        public SnapshotReader capture() throws IOException {
            throw new IOException("no image was asked for");
        }

        @Override
        public SnapshotWriter receive(SnapshotMark mark) throws IOException {
            throw new IOException("no image was offered");
        }

        @Override
        public void roleChanged(RoleChange change) {}
    }
}
