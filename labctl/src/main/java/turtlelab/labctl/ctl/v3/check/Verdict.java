package turtlelab.labctl.ctl.v3.check;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import turtlelab.labctl.ctl.flag.CtlFailure;
import turtlelab.labctl.ctl.v3.Failures;

/** Whether writes went as they should, in etcdctl's words. */
record Verdict(PrintStream out) {

    /** A cluster passes with so much of the asked rate, and with writes no slower than this. */
    private static final double ENOUGH = 0.9;

    private static final double SLOWEST = 0.5;
    private static final double WIDEST = 0.1;

    /** Tells it; throws what the program ends with when they did not. */
    void of(Tally tally, Load load, Duration length) {
        double rate = tally.rate(length);
        boolean isQuick = rate / load.limit() > ENOUGH;
        boolean isPrompt = tally.slowest() <= SLOWEST;
        boolean isEven = tally.deviation() <= WIDEST;
        tellErrors(tally);
        out.println(
                (isQuick ? "PASS: Throughput is" : "FAIL: Throughput too low:")
                        + " %d writes/s".formatted((int) rate + 1));
        out.println(
                (isPrompt ? "PASS: Slowest request took " : "Slowest request took too long: ")
                        + seconds(tally.slowest()));
        out.println(
                (isEven ? "PASS: Stddev is " : "Stddev too high: ") + seconds(tally.deviation()));
        if (!isQuick || !isPrompt || !isEven || !tally.errors().isEmpty()) {
            out.println("FAIL");
            throw new CtlFailure(Failures.FAILED, "");
        }
        out.println("PASS");
    }

    void tellErrors(Tally tally) {
        if (tally.errors().isEmpty()) return;
        out.println("FAIL: too many errors");
        tally.errors()
                .forEach((error, count) -> out.println("FAIL: ERROR(" + error + ") -> " + count));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%fs", seconds);
    }
}
