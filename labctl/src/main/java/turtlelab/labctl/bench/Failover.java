package turtlelab.labctl.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import turtlelab.labctl.bench.work.ClosedLoop;
import turtlelab.labctl.bench.work.Connections;
import turtlelab.labctl.bench.work.Load;
import turtlelab.labctl.fault.Kill;
import turtlelab.labctl.lab.action.AwaitHealthy;
import turtlelab.labctl.render.Progress;

/**
 * For how long nothing is acknowledged after kill -9 of the leader. Eight clients write to the two
 * nodes that survive; each gives a call up after 300 ms and tries again.
 */
record Failover(BenchLab lab) {

    private static final int CLIENTS = 8;
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final Duration BEFORE_KILL = Duration.ofSeconds(1);
    private static final Duration CALL_LIMIT = Duration.ofMillis(300);
    private static final Duration HEALING = Duration.ofSeconds(60);

    /** The longest gap between two acknowledgements, in milliseconds. */
    double gapMillis() throws InterruptedException {
        var leader = lab.leader();
        var kill = new Kill(lab.lab(), leader);
        var survivors = new ArrayList<>(lab.urls());
        survivors.remove(lab.lab().urls(leader).client());
        var acknowledged = new ConcurrentLinkedQueue<Long>();
        try (var connections = Connections.open(survivors, CLIENTS)) {
            var loop = new ClosedLoop(Load.Put.of(CLIENTS), connections, CALL_LIMIT);
            var killer = Thread.ofVirtual().name("killer").start(() -> strikeSoon(kill));
            long end = System.nanoTime() + LENGTH.toNanos();
            loop.run(ClosedLoop.Bound.of(LENGTH), acknowledged::add);
            killer.join();
            acknowledged.add(end);
        }
        kill.heal();
        new AwaitHealthy(lab.lab(), Progress.silent(), HEALING).of(lab.lab().lab().nodes());
        return longestGap(acknowledged.stream().sorted().toList()) / 1e6;
    }

    private void strikeSoon(Kill kill) {
        try {
            lab.lab().time().pause(BEFORE_KILL);
            kill.strike();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static long longestGap(List<Long> times) {
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return longest;
    }
}
