package turtlelab.node.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread for sockets and decisions. */
class PeerLoopTest {
    private static final long LONG = Duration.ofSeconds(30).toNanos();

    private final PeerLoop loop = PeerLoop.start();
    private final AtomicBoolean over = new AtomicBoolean();

    @AfterEach
    void close() throws Exception {
        over.set(true);
        loop.wake();
        loop.close(Duration.ofSeconds(2));
        assertThat(loop.sockets().isTerminated()).isTrue();
    }

    @Test
    void socketsAreServedBeforeThereIsAnEngine() throws Exception {
        assertThat(onSockets()).isEqualTo("raft");
    }

    @Test
    void theEngineRunsWhereSocketsAreServed() throws Exception {
        var where = new CompletableFuture<String>();
        loop.start(() -> where.complete(Thread.currentThread().getName()));
        assertThat(where.get(10, TimeUnit.SECONDS)).isEqualTo(onSockets());
    }

    @Test
    void socketsAreServedWhileTheEngineSleeps() throws Exception {
        loop.start(this::sleepOn);
        assertThat(onSockets()).isEqualTo("raft");
    }

    @Test
    void socketsAreServedWhenABusyEngineAttends() throws Exception {
        loop.start(
                () -> {
                    while (!over.get()) {
                        loop.attend();
                    }
                });
        assertThat(onSockets()).isEqualTo("raft");
    }

    @Test
    void wakingEndsTheSleepOrTheNextOne() throws Exception {
        var awake = new CountDownLatch(2);
        loop.start(
                () -> {
                    loop.sleep(LONG);
                    awake.countDown();
                    loop.sleep(LONG);
                    awake.countDown();
                });
        for (int i = 0; i < 100 && !awake.await(100, TimeUnit.MILLISECONDS); i++) {
            loop.wake();
        }
        assertThat(awake.getCount()).isZero();
    }

    @Test
    void aWakingAfterTheSocketsWereAttendedIsNotLost() throws Exception {
        var awake = new CountDownLatch(1);
        loop.start(
                () -> {
                    wakeFromElsewhere();
                    loop.attend();
                    wakeFromElsewhere();
                    loop.sleep(LONG);
                    awake.countDown();
                });
        assertThat(awake.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private void wakeFromElsewhere() {
        CompletableFuture.runAsync(loop::wake).join();
    }

    private void sleepOn() {
        while (!over.get()) {
            loop.sleep(LONG);
        }
    }

    private String onSockets() throws Exception {
        return loop.sockets()
                .submit(() -> Thread.currentThread().getName())
                .get(10, TimeUnit.SECONDS);
    }
}
