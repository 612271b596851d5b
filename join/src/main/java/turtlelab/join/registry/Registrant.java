package turtlelab.join.registry;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import turtlelab.join.base.Clock;

/**
 * Registers one member of a new cluster and waits for the others, as etcd does: look whether there
 * is room, register, look again, wait until all are there. An unreachable service is asked again
 * for ever, less and less often.
 */
public final class Registrant {
    private static final Logger LOG = LoggerFactory.getLogger(Registrant.class);
    private static final int MOST_DOUBLINGS = 8;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Registry registry;
    private final String where;
    private final Clock clock;
    private final int mostRetries;
    private int retries;

    /**
     * A registrant.
     *
     * @param where the service, for the log
     * @param mostRetries while the service cannot be reached
     */
    public Registrant(Registry registry, String where, Clock clock, int mostRetries) {
        this.registry = registry;
        this.where = where;
        this.clock = clock;
        this.mostRetries = mostRetries;
    }

    /** Something to ask the service. */
    private interface Call<T> {
        T ask() throws IOException, RegistryRefused;
    }

    /** The service stays out of reach. */
    private static final class GivenUp extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Registers.
     *
     * @param id of the member, in hexadecimal
     * @param value {@code name=url,name=url}
     */
    public Registered register(String id, String value) throws InterruptedException {
        try {
            return join(id, value);
        } catch (RegistryRefused e) {
            return new Registered.Unusable(String.valueOf(e.getMessage()));
        } catch (GivenUp _) {
            return new Registered.Unusable("discovery: too many retries");
        }
    }

    private Registered join(String id, String value)
            throws RegistryRefused, GivenUp, InterruptedException {
        var text = patiently("cluster status check", registry::size);
        if (text.isEmpty()) {
            return new Registered.Unusable("discovery: size key not found");
        }
        if (!text.get().matches("[0-9]{1,4}") || Integer.parseInt(text.get()) == 0) {
            return new Registered.Unusable("discovery: size key is bad");
        }
        var size = Integer.parseInt(text.get());
        if (isFull(id, size)) {
            return new Registered.Full(size);
        }
        if (!patiently("register", () -> registry.create(id, value))) {
            return new Registered.DuplicateId();
        }
        if (isFull(id, size)) {
            return new Registered.Full(size);
        }
        var founders = others(id, size);
        return names(founders.initialCluster()) == size
                ? new Registered.Complete(founders.initialCluster())
                : new Registered.DuplicateName();
    }

    private boolean isFull(String id, int size)
            throws RegistryRefused, GivenUp, InterruptedException {
        var listing = patiently("cluster status check", registry::list);
        return listing.entries().size() >= size && !listing.first(size).has(id);
    }

    private Listing others(String id, int size)
            throws RegistryRefused, GivenUp, InterruptedException {
        var told = new HashSet<String>();
        while (true) {
            var founders = patiently("waiting for other nodes", registry::list).first(size);
            for (var entry : founders.entries()) {
                if (told.add(entry.id())) {
                    var who = entry.id().equals(id) ? "self" : "peer";
                    LOG.info("found {} {} in the cluster", who, entry.id());
                }
            }
            var found = founders.entries().size();
            if (found >= size) {
                LOG.info("found {} needed peer(s)", size);
                return founders;
            }
            LOG.info("found {} peer(s), waiting for {} more", found, size - found);
            await(founders.index());
        }
    }

    /** A service that cannot wait is asked now and then instead. */
    private void await(long index) throws InterruptedException {
        var begin = clock.nanos();
        try {
            registry.await(index, LONGEST_WAIT);
        } catch (IOException | RegistryRefused e) {
            LOG.debug("waiting at {} failed: {}", where, e.getMessage());
        }
        if (clock.since(begin).compareTo(PAUSE) < 0) {
            clock.pause(PAUSE);
        }
    }

    private <T> T patiently(String what, Call<T> call)
            throws RegistryRefused, GivenUp, InterruptedException {
        while (true) {
            try {
                var answer = call.ask();
                retries = 0;
                return answer;
            } catch (IOException e) {
                if (++retries > mostRetries) {
                    throw new GivenUp();
                }
                var pause = Duration.ofSeconds(1L << Math.min(retries, MOST_DOUBLINGS));
                LOG.info(
                        "{}: error connecting to {}, retrying in {}s",
                        what,
                        where,
                        pause.toSeconds());
                LOG.debug("the reason was", e);
                clock.pause(pause);
            }
        }
    }

    private static long names(String cluster) {
        return Arrays.stream(cluster.split(",", -1))
                .map(part -> part.replaceFirst("=.*", ""))
                .distinct()
                .count();
    }
}
