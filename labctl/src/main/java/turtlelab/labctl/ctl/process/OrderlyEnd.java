package turtlelab.labctl.ctl.process;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.ctl.flag.CtlFailure;

/**
 * Lets Ctrl-C and SIGTERM end a command in order: it is interrupted, gives back what it holds, and
 * its own exit code is the program's, not the signal's.
 */
public final class OrderlyEnd {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean isAsked;
    private volatile int exitCode = 1;

    private OrderlyEnd() {}

    /** What may be interrupted. */
    public interface Body {
        void run() throws CallFailed, InterruptedException;
    }

    /** Runs a command that ends in order when it is interrupted. */
    public static void of(PrintStream err, Body body) throws CallFailed, InterruptedException {
        var end = new OrderlyEnd();
        var hook = Thread.ofPlatform().name("orderly-end").unstarted(end::interrupt);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            body.run();
            end.finish(0);
        } catch (CtlFailure e) {
            if (end.isAsked) {
                err.println(e.text());
            }
            end.finish(e.exitCode());
            throw e;
        } finally {
            if (!end.isAsked) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private void finish(int code) {
        exitCode = code;
        ended.countDown();
    }

    private void interrupt() {
        isAsked = true;
        worker.interrupt();
        try {
            ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
