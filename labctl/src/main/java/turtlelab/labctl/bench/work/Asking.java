package turtlelab.labctl.bench.work;

import java.time.Duration;
import java.util.List;

/** A load of unary calls over a few connections, spread over the nodes. */
public record Asking(Load load) implements Work {

    private static final int CONNECTIONS = 6;
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return load.name();
    }

    @Override
    public Measured run(List<String> urls, Duration length) throws InterruptedException {
        return run(urls, ClosedLoop.Bound.of(length));
    }

    /** Does it until it took so long, or so many calls were made. */
    public Measured run(List<String> urls, ClosedLoop.Bound bound) throws InterruptedException {
        int count = Math.min(load.clients(), CONNECTIONS);
        try (var connections = Connections.open(urls, count)) {
            return new ClosedLoop(load, connections, CALL_LIMIT).run(bound, _ -> {});
        }
    }
}
