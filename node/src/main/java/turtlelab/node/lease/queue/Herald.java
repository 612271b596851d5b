package turtlelab.node.lease.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.base.Bytes;
import turtlelab.node.replica.Replica;

/**
 * Wakes threads that wait for keys to change. Thread {@code herald} follows history as it is
 * published, once for all who listen, and not at all while nobody does.
 *
 * <p>Who listens first and looks at the state then misses nothing: what is passed over because
 * nobody listened was there to be read before that was asked.
 */
final class Herald implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Herald.class);

    private final Replica replica;
    private final Semaphore published = new Semaphore(0);
    private final Map<Bytes, Set<Ear>> byKey = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile long quietUpTo;
    private long told;

    private Herald(Replica replica) {
        this.replica = replica;
        this.thread = Thread.ofVirtual().name("herald").unstarted(this::run);
    }

    static Herald start(Replica replica) {
        var herald = new Herald(replica);
        replica.onPublication(herald::published);
        herald.thread.start();
        return herald;
    }

    /** Listens to keys; a key that ends with a slash stands for all below it as well. */
    Ear listen(List<Bytes> keys) {
        var ear = new Ear(List.copyOf(keys));
        for (var key : ear.keys) {
            byKey.compute(
                    key,
                    (_, there) -> {
                        var ears = there == null ? ConcurrentHashMap.<Ear>newKeySet() : there;
                        ears.add(ear);
                        return ears;
                    });
        }
        return ear;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    /** Apply thread: costs nothing worth a word while nobody listens. */
    private void published() {
        if (byKey.isEmpty()) {
            quietUpTo = replica.state().kv().revision();
        } else {
            published.release();
        }
    }

    private void run() {
        try {
            while (true) {
                published.acquire();
                published.drainPermits();
                follow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The node closes.
        } catch (RuntimeException bug) {
            LOG.error("nobody hears of changed keys any more, by a bug", bug);
            throw bug;
        }
    }

    private void follow() {
        var now = replica.state().kv().revision();
        told = Math.max(told, quietUpTo);
        while (told < now && !byKey.isEmpty()) {
            var history = replica.state().kv().history(told + 1, now, this::isHeard);
            if (history.isCompacted()) {
                byKey.values().forEach(Herald::wake);
                break;
            }
            history.events().forEach(event -> tell(event.kv().key()));
            told = history.upTo();
        }
        told = now;
    }

    private boolean isHeard(Bytes key) {
        return byKey.containsKey(key) || foldersOf(key).stream().anyMatch(byKey::containsKey);
    }

    private void tell(Bytes key) {
        wake(byKey.getOrDefault(key, Set.of()));
        foldersOf(key).forEach(folder -> wake(byKey.getOrDefault(folder, Set.of())));
    }

    private static void wake(Set<Ear> ears) {
        ears.forEach(Ear::wake);
    }

    /** Whatever of a key ends with a slash, and is not the key itself. */
    private static List<Bytes> foldersOf(Bytes key) {
        var folders = new ArrayList<Bytes>();
        for (int i = 0; i < key.length() - 1; i++) {
            if (key.at(i) == '/') {
                folders.add(Bytes.wrap(Arrays.copyOf(key.raw(), i + 1)));
            }
        }
        return folders;
    }

    /** One thread that listens, until it closes its ear. */
    final class Ear implements AutoCloseable {
        private final List<Bytes> keys;
        private final Semaphore heard = new Semaphore(0);

        private Ear(List<Bytes> keys) {
            this.keys = keys;
        }

        /** Waits until one of the keys has changed since the last wait, or the time is up. */
        void await(Duration atMost) throws InterruptedException {
            var _ = heard.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            heard.drainPermits();
        }

        private void wake() {
            heard.release();
        }

        @Override
        public void close() {
            for (var key : keys) {
                byKey.computeIfPresent(
                        key, (_, ears) -> ears.remove(this) && ears.isEmpty() ? null : ears);
            }
        }
    }
}
