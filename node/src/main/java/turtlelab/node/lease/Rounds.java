package turtlelab.node.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Time;
import turtlelab.node.consensus.Refusal;

/**
 * Questions to the leader, whoever that is: what comes in while a round is under way shares the
 * next one. A round that found no leader is made again at the next tick, until each question's
 * deadline. Any thread; locks are held for a few instructions only.
 */
final class Rounds<Q> {
    /** Questions that may wait; more are refused as overload. */
    static final int MOST_WAITING = 8192;

    private final Limits limits;
    private final Time time;
    private final Function<List<Q>, CompletableFuture<Optional<List<LeaseAnswer>>>> leader;
    private final ArrayDeque<Waiting<Q>> waiting = new ArrayDeque<>();
    private int count;
    private boolean underWay;
    private boolean closed;

    /**
     * How much and how long.
     *
     * @param perRound questions in one round
     * @param patienceNanos how long a question may wait for its answer
     */
    record Limits(int perRound, long patienceNanos) {}

    private record Waiting<Q>(Q question, CompletableFuture<LeaseAnswer> future, long deadline) {}

    /**
     * Nothing waits yet.
     *
     * @param leader asks; never fails, and gives nothing when there was nobody to answer
     */
    Rounds(
            Limits limits,
            Time time,
            Function<List<Q>, CompletableFuture<Optional<List<LeaseAnswer>>>> leader) {
        this.limits = limits;
        this.time = time;
        this.leader = leader;
    }

    CompletableFuture<LeaseAnswer> ask(Q question) {
        var future = new CompletableFuture<LeaseAnswer>();
        var refusal = enter(new Waiting<>(question, future, deadline()));
        if (refusal == null) {
            go();
        } else {
            future.complete(new LeaseAnswer.Failed(refusal));
        }
        return future;
    }

    /** Gives up what is too late and asks again for the rest. */
    void tick(boolean leaderKnown) {
        var late = new ArrayList<Waiting<Q>>();
        synchronized (this) {
            waiting.removeIf(each -> time.isPast(each.deadline) && late.add(each));
            count -= late.size();
        }
        var answer =
                leaderKnown
                        ? new LeaseAnswer.TimedOut()
                        : new LeaseAnswer.Failed(Refusal.NO_LEADER);
        late.forEach(each -> each.future.complete(answer));
        go();
    }

    void close() {
        List<Waiting<Q>> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(Rounds::stopped);
    }

    private long deadline() {
        return time.nanos() + limits.patienceNanos;
    }

    private synchronized @Nullable Refusal enter(Waiting<Q> next) {
        if (closed) {
            return Refusal.STOPPED;
        }
        if (count >= MOST_WAITING) {
            return Refusal.OVERLOADED;
        }
        count++;
        waiting.add(next);
        return null;
    }

    /** Makes rounds until one has to be waited for, or nobody waits, or there is no leader. */
    private void go() {
        for (var round = next(); !round.isEmpty(); round = next()) {
            var asked = round;
            var answers = leader.apply(round.stream().map(Waiting::question).toList());
            if (!answers.isDone()) {
                var _ =
                        answers.thenAccept(
                                known -> {
                                    if (end(asked, known)) {
                                        go();
                                    }
                                });
                return;
            }
            if (!end(asked, answers.join())) {
                return;
            }
        }
    }

    private synchronized List<Waiting<Q>> next() {
        var round = new ArrayList<Waiting<Q>>();
        while (!underWay && round.size() < limits.perRound && !waiting.isEmpty()) {
            round.add(waiting.remove());
        }
        underWay = underWay || !round.isEmpty();
        return round;
    }

    /** Whether the leader answered. */
    private boolean end(List<Waiting<Q>> round, Optional<List<LeaseAnswer>> answers) {
        var known = answers.filter(list -> list.size() == round.size());
        boolean stopped;
        synchronized (this) {
            underWay = false;
            stopped = closed;
            if (known.isPresent()) {
                count -= round.size();
            } else if (!closed) {
                round.reversed().forEach(waiting::addFirst);
            }
        }
        if (known.isPresent()) {
            for (int i = 0; i < round.size(); i++) {
                round.get(i).future.complete(known.get().get(i));
            }
        } else if (stopped) {
            round.forEach(Rounds::stopped);
        }
        return known.isPresent();
    }

    private static void stopped(Waiting<?> each) {
        each.future.complete(new LeaseAnswer.Failed(Refusal.STOPPED));
    }
}
