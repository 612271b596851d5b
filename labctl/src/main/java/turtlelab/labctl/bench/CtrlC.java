package turtlelab.labctl.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C end a thread in order: it is interrupted, and the program waits until it has ended.
 */
final class CtrlC {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private CtrlC(Thread worker) {
        hook = Thread.ofPlatform().name("ctrl-c").unstarted(() -> interrupt(worker));
    }

    /** From now until {@link #end}, Ctrl-C interrupts the calling thread and waits for its end. */
    static CtrlC interruptsThisThread() {
        var guard = new CtrlC(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    private void interrupt(Thread worker) {
        worker.interrupt();
        try {
            ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is in order; Ctrl-C ends the program as usual. */
    void end() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) { // the program is ending, which is why we are here
            return;
        }
    }
}
