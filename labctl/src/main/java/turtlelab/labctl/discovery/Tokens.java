package turtlelab.labctl.discovery;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import turtlelab.labctl.discovery.Token.Event;
import turtlelab.labctl.discovery.Token.Node;
import turtlelab.labctl.exec.Time;

/**
 * All tokens of a discovery service, in memory, with etcd's indexes. Old tokens are forgotten. Safe
 * for many threads; who waits holds nobody up.
 */
public final class Tokens {
    private static final int MOST_TOKENS = 10_000;
    private static final int MOST_ENTRIES = 1_000;
    private static final int TOKEN_BYTES = 16;

    private final Map<String, Token> tokens = new HashMap<>();
    private final Settings settings;
    private final Time time;
    private final Supplier<String> names;
    private long index;

    /**
     * How the service behaves.
     *
     * @param ttl after which a token is forgotten
     * @param stale lists do not show what is younger; zero for an honest service
     */
    public record Settings(Duration ttl, Duration stale) {}

    /** An empty service whose tokens are random. */
    public Tokens(Settings settings, Time time) {
        this(settings, time, Tokens::random);
    }

    Tokens(Settings settings, Time time, Supplier<String> names) {
        this.settings = settings;
        this.time = time;
        this.names = names;
    }

    private static String random() {
        var bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** What came of a request. */
    sealed interface Answer {
        /** The service's index at that moment. */
        long index();

        record Listed(List<Node> nodes, long created, long index) implements Answer {}

        record Found(Node node, long index) implements Answer {}

        record Size(int size, long created, long index) implements Answer {}

        record Happened(Event event, long index) implements Answer {}

        record NotFound(long index) implements Answer {}

        record Exists(long index) implements Answer {}

        /** Nothing happened while waiting. */
        record Quiet(long index) implements Answer {}

        record Refused(String why, long index) implements Answer {}
    }

    /** A new token for so many members. */
    public synchronized Optional<String> create(int size) {
        forgetOld();
        if (tokens.size() >= MOST_TOKENS) {
            return Optional.empty();
        }
        var name = names.get();
        tokens.put(name, new Token(size, ++index, time.nanos()));
        return Optional.of(name);
    }

    synchronized int count() {
        forgetOld();
        return tokens.size();
    }

    synchronized Answer size(String name) {
        return of(name).<Answer>map(token -> new Answer.Size(token.size, token.createdIndex, index))
                .orElseGet(this::notFound);
    }

    synchronized Answer list(String name) {
        var bornBefore = time.nanos() - settings.stale().toNanos();
        return of(name).<Answer>map(
                        token ->
                                new Answer.Listed(
                                        token.nodes(bornBefore), token.createdIndex, index))
                .orElseGet(this::notFound);
    }

    synchronized Answer get(String name, String id) {
        return of(name).flatMap(token -> token.node(id))
                .<Answer>map(node -> new Answer.Found(node, index))
                .orElseGet(this::notFound);
    }

    /**
     * Writes an entry.
     *
     * @param mustExist what the writer expects; empty when either will do
     */
    synchronized Answer put(String name, String id, String value, Optional<Boolean> mustExist) {
        var token = of(name).orElse(null);
        if (token == null) {
            return notFound();
        }
        boolean isThere = token.node(id).isPresent();
        if (isThere && mustExist.filter(it -> !it).isPresent()) {
            return new Answer.Exists(index);
        }
        if (!isThere && mustExist.filter(it -> it).isPresent()) {
            return notFound();
        }
        if (!isThere && token.count() >= MOST_ENTRIES) {
            return new Answer.Refused("this token has " + MOST_ENTRIES + " entries", index);
        }
        var event = token.put(id, value, ++index, time.nanos());
        notifyAll();
        return new Answer.Happened(event, index);
    }

    synchronized Answer delete(String name, String id) {
        var token = of(name).orElse(null);
        var node = token == null ? null : token.node(id).orElse(null);
        if (token == null || node == null) {
            return notFound();
        }
        var event = token.delete(node, ++index);
        notifyAll();
        return new Answer.Happened(event, index);
    }

    synchronized boolean forget(String name) {
        notifyAll();
        return tokens.remove(name) != null;
    }

    /** Waits for the first event at the index or behind it. */
    synchronized Answer await(String name, long fromIndex, Duration limit)
            throws InterruptedException {
        var end = time.nanos() + limit.toNanos();
        while (true) {
            var token = of(name).orElse(null);
            if (token == null) {
                return notFound();
            }
            var event = token.event(fromIndex);
            if (event.isPresent()) {
                return new Answer.Happened(event.get(), index);
            }
            var left = Duration.ofNanos(end - time.nanos()).toMillis();
            if (left <= 0) {
                return new Answer.Quiet(index);
            }
            wait(left);
        }
    }

    synchronized long index() {
        return index;
    }

    private Optional<Token> of(String name) {
        forgetOld();
        return Optional.ofNullable(tokens.get(name));
    }

    private Answer notFound() {
        return new Answer.NotFound(index);
    }

    private void forgetOld() {
        var now = time.nanos();
        tokens.values().removeIf(token -> now - token.bornNanos > settings.ttl().toNanos());
    }
}
