package turtlelab.node.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import turtlelab.node.app.Ending;

final class EndingTest {
    private final Ending ending = new Ending();

    /** A node on a full disk once left without a word: the process was gone before its message. */
    @Test
    void theReasonIsToldBeforeAnybodyActsOnIt() {
        var cause = new Cause();
        var toldInTime = ending.reason().thenApply(_ -> cause.told.get());
        ending.failed("the log cannot be written", cause);
        assertThat(toldInTime).isCompletedWithValue(true);
    }

    @Test
    void theFirstReasonCounts() {
        ending.removed();
        ending.failed("and now this", new Cause());
        assertThat(ending.reason()).isCompletedWithValue(Ending.Reason.REMOVED);
    }

    /** Notes that it is printed, which is what a log does with it. */
    private static final class Cause extends IOException {
        private final AtomicBoolean told = new AtomicBoolean();

        Cause() {
            super("no space left on device");
        }

        @Override
        public void printStackTrace(PrintStream out) {
            told.set(true);
        }
    }
}
