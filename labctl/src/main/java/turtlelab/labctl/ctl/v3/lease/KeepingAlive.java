package turtlelab.labctl.ctl.v3.lease;

import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import java.time.Duration;
import java.util.function.Consumer;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.exec.Time;

/**
 * Keeps a lease alive, asking again when a third of its time is gone, as etcd's client does. While
 * nobody answers it goes on asking until the lease must have ended.
 */
record KeepingAlive(LeaseCalls calls, Time time) {

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int PARTS = 3;

    /**
     * Returns when the lease is gone, or must be.
     *
     * @param patience how long the first answer may take
     * @param told hears every answer of a lease that is alive
     */
    void run(long id, Duration patience, Consumer<LeaseKeepAliveResponse> told)
            throws InterruptedException {
        long end = time.nanos() + patience.toNanos();
        while (time.nanos() - end < 0) {
            long asked = time.nanos();
            try {
                var answer = calls.keepAlive(id);
                if (answer.getTTL() <= 0) {
                    return;
                }
                end = asked + Duration.ofSeconds(answer.getTTL()).toNanos();
                told.accept(answer);
                time.pause(Duration.ofSeconds(answer.getTTL()).dividedBy(PARTS));
            } catch (CallFailed _) {
                time.pause(RETRY);
            }
        }
    }
}
