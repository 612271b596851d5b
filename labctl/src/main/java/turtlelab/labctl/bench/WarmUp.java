package turtlelab.labctl.bench;

import java.time.Duration;
import java.util.List;
import turtlelab.labctl.bench.work.Work;

/**
 * What happens before a load counts: it is run until it gets no faster, since a program that has
 * just started is slow, and differently long so for each engine.
 */
final class WarmUp {

    private static final Duration STEP = Duration.ofSeconds(3);
    private static final int MOST_STEPS = 10;
    private static final int STEADY_STEPS = 2;
    private static final double FASTER = 1.05;

    private WarmUp() {}

    /**
     * Runs a load in steps of 3 s: until two in a row were no more than 5 % faster than the fastest
     * before them, and for 30 s at most.
     */
    static void run(Work work, List<String> urls) throws InterruptedException {
        double fastest = 0;
        int steady = 0;
        for (int i = 0; i < MOST_STEPS && steady < STEADY_STEPS; i++) {
            double rate = work.run(urls, STEP).perSecond();
            steady = rate > fastest * FASTER ? 0 : steady + 1;
            fastest = Math.max(fastest, rate);
        }
    }
}
