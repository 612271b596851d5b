package turtlelab.labctl.compare;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import turtlelab.labctl.client.KeyValueClient;
import turtlelab.labctl.client.NodeClient;
import turtlelab.labctl.driver.NodeSpec;
import turtlelab.labctl.exec.Time;
import turtlelab.labctl.lab.LiveLab;

/**
 * Writes to a cluster ten times a second, to whichever of some nodes takes it, whether those before
 * have been answered or not, and notes which were acknowledged within half a second.
 */
final class Writes implements AutoCloseable {

    static final Duration STEP = Duration.ofMillis(100);
    static final Duration LIMIT = Duration.ofMillis(500);
    private static final String KEY = "labctl-compare";

    private final Time time;
    private final long begin;
    private final List<KeyValueClient> nodes;
    private final HttpClient http = NodeClient.transport();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Strip.Mark> marks = new ArrayList<>();
    private final Future<List<Boolean>> written;
    private volatile boolean ended;

    private Writes(LiveLab lab, List<NodeSpec> nodes) {
        this.time = lab.time();
        this.begin = time.nanos();
        this.nodes =
                nodes.stream()
                        .map(it -> new NodeClient(http, lab.endpoint(it), LIMIT))
                        .map(KeyValueClient::new)
                        .toList();
        this.written = threads.submit(this::write);
    }

    /** Begins to write to these nodes, of which some may not run yet. */
    static Writes begin(LiveLab lab, List<NodeSpec> nodes) {
        return new Writes(lab, nodes);
    }

    /** Something happens now. */
    synchronized void mark(String what) {
        marks.add(new Strip.Mark(since(), what));
    }

    private Duration since() {
        return Duration.ofNanos(time.nanos() - begin);
    }

    private List<Boolean> write() throws InterruptedException {
        var writes = new ArrayList<Future<Boolean>>();
        while (!ended) {
            writes.add(threads.submit(this::isAcknowledged));
            var next = STEP.multipliedBy(writes.size());
            time.pause(Duration.ofNanos(Math.max(0, next.minus(since()).toNanos())));
        }
        return writes.stream().map(Writes::outcome).toList();
    }

    private boolean isAcknowledged() {
        var puts = nodes.stream().map(node -> threads.submit(() -> put(node))).toList();
        return puts.stream().map(Writes::outcome).reduce(false, Boolean::logicalOr);
    }

    private static boolean put(KeyValueClient node) {
        return node.put(KEY, "x").found().isPresent();
    }

    /** Writes no more; what became of all, once all have been answered or given up. */
    synchronized Strip end() {
        ended = true;
        return new Strip(STEP, outcome(written), marks);
    }

    private static <T> T outcome(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        ended = true;
        threads.shutdownNow();
        http.shutdownNow();
    }
}
