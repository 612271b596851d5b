package turtlelab.labctl.ctl.v3.lease;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import turtlelab.labctl.client.CallFailed;
import turtlelab.labctl.client.GrpcCluster;
import turtlelab.labctl.exec.Time;

/** A lease of this program's own, kept alive on a thread of its own until it is given back. */
final class Session implements AutoCloseable {

    private final Supplier<GrpcCluster> opener;
    private final Time time;
    private final long lease;
    private final Duration ttl;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread keeper;

    private Session(Supplier<GrpcCluster> opener, Time time, long lease, Duration ttl) {
        this.opener = opener;
        this.time = time;
        this.lease = lease;
        this.ttl = ttl;
        this.keeper = Thread.ofVirtual().name("keepalive").start(this::keepAlive);
    }

    /** Opens a session; {@code opener} makes a cluster for whoever needs one of his own. */
    static Session open(Supplier<GrpcCluster> opener, Time time, long ttlSeconds)
            throws CallFailed {
        try (var cluster = opener.get()) {
            var grant = new LeaseCalls(cluster).grant(ttlSeconds);
            var ttl = Duration.ofSeconds(grant.getTTL());
            return new Session(opener, time, grant.getID(), ttl);
        }
    }

    long lease() {
        return lease;
    }

    /** Waits until the lease is lost, which may be never. */
    void awaitLoss() throws InterruptedException {
        over.await();
    }

    private void keepAlive() {
        try (var cluster = opener.get()) {
            new KeepingAlive(new LeaseCalls(cluster), time).run(lease, ttl, _ -> {});
            over.countDown();
        } catch (InterruptedException _) { // it was given back
            Thread.currentThread().interrupt();
        }
    }

    /** Gives the lease back, and with it whatever was taken under it. */
    @Override
    public void close() {
        keeper.interrupt();
        try (var cluster = opener.get()) {
            new LeaseCalls(cluster).revoke(lease);
        } catch (CallFailed _) { // then it ends by itself when its time is up
            over.countDown();
        }
    }
}
