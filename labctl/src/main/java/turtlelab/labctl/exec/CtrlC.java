package turtlelab.labctl.exec;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What Ctrl-C means while it is open: the user is told a line, and the program ends with exit code
 * 130, at once or when its work is in order. A second Ctrl-C ends it at once, whatever is left.
 * SIGTERM, which Java cannot tell apart, does the same with exit code 143.
 */
public final class CtrlC implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CountDownLatch inOrder;
    private final Thread hook;

    private CtrlC(CountDownLatch inOrder, Runnable then) {
        this.inOrder = inOrder;
        hook = Thread.ofPlatform().name("ctrl-c").unstarted(then);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The program ends in the middle of its work. */
    public static CtrlC endsAtOnce(Runnable told) {
        return new CtrlC(new CountDownLatch(1), told);
    }

    /** The calling thread is interrupted, and the program ends when that has closed this. */
    public static CtrlC interruptsThisThread(Runnable told) {
        var worker = Thread.currentThread();
        var inOrder = new CountDownLatch(1);
        return new CtrlC(
                inOrder,
                () -> {
                    Interrupts.endThisProcess();
                    told.run();
                    worker.interrupt();
                    await(inOrder);
                });
    }

    private static void await(CountDownLatch inOrder) {
        try {
            inOrder.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything is in order; Ctrl-C ends the program as usual. */
    @Override
    public void close() {
        inOrder.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) { // the program is ending, which is why we are here
            return;
        }
    }
}
