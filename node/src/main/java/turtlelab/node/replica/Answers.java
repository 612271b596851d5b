package turtlelab.node.replica;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Completes futures away from the threads that must go on: thread {@code replica-answers}. The
 * queue is bounded by the requests that may be under way. A few answers are given at once: handing
 * them over would take longer than giving them.
 */
final class Answers implements AutoCloseable {
    private static final int FEW = 4;

    private final ThreadPoolExecutor thread;

    Answers() {
        thread =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(2 * ReplicaSettings.MAX_PENDING),
                        Thread.ofPlatform().daemon().name("replica-answers").factory(),
                        new ThreadPoolExecutor.CallerRunsPolicy());
    }

    /** Gives answers from the apply thread. */
    void giveAll(List<Runnable> answers) {
        if (answers.size() <= FEW && thread.getQueue().isEmpty()) {
            answers.forEach(Runnable::run);
        } else {
            thread.execute(() -> answers.forEach(Runnable::run));
        }
    }

    /** Gives an answer from any other thread, on the answers' own. */
    void give(Runnable answer) {
        thread.execute(answer);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
