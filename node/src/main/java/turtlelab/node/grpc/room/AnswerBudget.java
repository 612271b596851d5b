package turtlelab.node.grpc.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what the answers to all clients hold together, from the moment they are read until they
 * are sent, so that many large ones cannot end the node. What is small is not counted: the number
 * of requests bounds it. Whoever waits for a turn holds nothing, so nobody waits for one who waits.
 * Any thread; nothing here blocks.
 */
public final class AnswerBudget {
    /** What no answer has to ask for, in bytes. */
    static final int FREE_BYTES = 16 * 1024;

    /** Not for each key anew. */
    private static final int STEP_BYTES = 16 * 1024;

    private static final int MOST_WAITING = 1024;

    private final long bytes;
    private final long patienceMillis;
    private final Deque<Turn> waiting = new ArrayDeque<>();
    private long taken;

    /**
     * @param bytes what answers may hold together
     * @param patience how long one may wait for its turns altogether
     */
    public AnswerBudget(long bytes, Duration patience) {
        this.bytes = bytes;
        this.patienceMillis = patience.toMillis();
    }

    /** For one call, with nothing in it. */
    public Share share() {
        return new Share();
    }

    /** How much is taken now. */
    synchronized long taken() {
        return taken;
    }

    private record Turn(long need, CompletableFuture<Boolean> come) {}

    private synchronized boolean reserve(long more) {
        if (more > bytes - taken) {
            return false;
        }
        taken += more;
        return true;
    }

    private void giveBack(long counted) {
        long back = counted;
        do {
            var next = served(back);
            back = 0;
            for (var turn : next) {
                if (!turn.come.complete(true)) {
                    back += turn.need; // It had given up.
                }
            }
        } while (back > 0);
    }

    private synchronized List<Turn> served(long counted) {
        taken -= counted;
        var served = new ArrayList<Turn>();
        for (var turn = waiting.peek(); turn != null && turn.need <= bytes - taken; ) {
            taken += turn.need;
            served.add(waiting.remove());
            turn = waiting.peek();
        }
        return served;
    }

    /** Waits for so many bytes, which are taken when it completes with true. */
    private CompletableFuture<Boolean> await(long need) {
        var turn = new Turn(need, new CompletableFuture<>());
        synchronized (this) {
            if (need <= bytes - taken) {
                taken += need;
                turn.come.complete(true);
            } else if (need > bytes || waiting.size() >= MOST_WAITING) {
                turn.come.complete(false);
            } else {
                waiting.add(turn);
            }
        }
        return turn.come;
    }

    /** Whoever stood behind those that gave up may be the next. */
    private void forgetGivenUp() {
        synchronized (this) {
            waiting.removeIf(turn -> turn.come.isDone());
        }
        giveBack(0);
    }

    /** What the answer to one call holds. */
    public final class Share implements Held {
        private long used;
        private long counted;
        private boolean closed;
        private @Nullable CompletableFuture<Boolean> patience;

        @Override
        public synchronized boolean take(long more) {
            if (closed) {
                return false;
            }
            long want = used + more;
            if (want > FREE_BYTES && want > counted) {
                long step = Math.ceilDiv(want - counted, STEP_BYTES) * STEP_BYTES;
                if (!reserve(step)) {
                    return false;
                }
                counted += step;
            }
            used = want;
            return true;
        }

        /**
         * Gives everything back, for another attempt, and waits until there is more room than was
         * found; false when none is to be expected.
         */
        public CompletableFuture<Boolean> turn() {
            long need;
            CompletableFuture<Boolean> end;
            synchronized (this) {
                need = counted + STEP_BYTES;
                if (patience == null) {
                    patience =
                            new CompletableFuture<Boolean>()
                                    .completeOnTimeout(
                                            false, patienceMillis, TimeUnit.MILLISECONDS);
                }
                end = patience;
            }
            empty();
            var come = await(need);
            var _ = end.thenRun(() -> giveUp(come));
            return come.thenApply(has -> has && hold(need));
        }

        private void giveUp(CompletableFuture<Boolean> come) {
            if (come.complete(false)) {
                forgetGivenUp();
            }
        }

        private boolean hold(long reserved) {
            synchronized (this) {
                if (!closed) {
                    counted += reserved;
                    return true;
                }
            }
            giveBack(reserved);
            return false;
        }

        private void empty() {
            long all;
            synchronized (this) {
                all = counted;
                counted = 0;
                used = 0;
            }
            giveBack(all);
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            empty();
        }
    }
}
