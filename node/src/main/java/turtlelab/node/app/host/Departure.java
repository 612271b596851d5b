package turtlelab.node.app.host;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.node.app.auto.Host;
import turtlelab.node.app.supervisor.Supervisor;

/**
 * Ctrl-C and SIGTERM, each time they come. The first: the host leaves in good order, and its member
 * is let go. The second: it stops in good order and does not wait to be let go. The third: the
 * process ends at once, as it does when leaving takes too long. A shutdown hook would hear the
 * first alone, so the signals themselves are taken. Each comes on a thread of its own.
 */
final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** As long as mgmt's third Ctrl-C took. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final int FAILED = 1;

    private final Host host;
    private final Supervisor supervisor;
    private final AtomicInteger heard = new AtomicInteger();

    private Departure(Host host, Supervisor supervisor) {
        this.host = host;
        this.supervisor = supervisor;
    }

    /**
     * From now on the signals make this host leave. The only class that hears of a signal more than
     * once is one that javac warns of wherever it is named, so it is found by its name.
     */
    static void onSignals(Host host, Supervisor supervisor) throws ReflectiveOperationException {
        var departure = new Departure(host, supervisor);
        var signal = Class.forName("sun.misc.Signal");
        var handler = Class.forName("sun.misc.SignalHandler");
        var hearing =
                Proxy.newProxyInstance(
                        Departure.class.getClassLoader(),
                        new Class<?>[] {handler},
                        (_, _, _) -> departure.hear());
        var handle = signal.getMethod("handle", signal, handler);
        for (var name : List.of("INT", "TERM")) {
            handle.invoke(null, signal.getConstructor(String.class).newInstance(name), hearing);
        }
    }

    /** Nothing but a signal calls what hears it; it returns nothing. */
    private @Nullable Object hear() {
        switch (heard.incrementAndGet()) {
            case 1 -> leave();
            case 2 -> {
                LOG.warn("in a hurry: stopping without waiting to be let go");
                host.hurry();
            }
            default -> end("told three times");
        }
        return null;
    }

    private void leave() {
        LOG.info("leaving; told once more it hurries, and a third time ends it at once");
        supervisor.stopping();
        host.depart();
        Thread.ofPlatform().daemon().name("leaving").start(this::awaitEnd);
    }

    private void awaitEnd() {
        try {
            if (!host.awaitEnd(LONGEST)) {
                end("leaving takes too long");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(String why) {
        LOG.warn("{}: ending at once; what was acknowledged is on disk", why);
        Runtime.getRuntime().halt(FAILED);
    }
}
