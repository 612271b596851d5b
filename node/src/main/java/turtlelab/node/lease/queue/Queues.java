package turtlelab.node.lease.queue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.lease.Lessor;
import turtlelab.node.replica.Outcome;
import turtlelab.node.replica.Replica;
import turtlelab.node.state.Command;
import turtlelab.node.state.Result;
import turtlelab.node.state.kv.Compare;
import turtlelab.node.state.kv.KeyRange;
import turtlelab.node.state.kv.KeyValue;
import turtlelab.node.state.kv.KvAnswer;
import turtlelab.node.state.kv.KvResult;
import turtlelab.node.state.kv.Operation;
import turtlelab.node.state.kv.RangeOptions;

/**
 * Queues after the recipe of etcd's clients: each who queues puts the key {@code name/LEASE} and
 * waits until no key with a lower create revision is left below {@code name/}; he waits for the one
 * just before him only. Whoever dies loses his lease and with it his place.
 *
 * <p>Methods that wait are for virtual threads, which may be interrupted.
 */
public final class Queues implements AutoCloseable {
    /** As in etcd, the TTL of a lease that is made for a place. */
    private static final long OWN_TTL_SECONDS = 60;

    private static final Duration RENEWAL = Duration.ofSeconds(OWN_TTL_SECONDS / 3);

    private final Replica replica;
    private final Lessor lessor;
    private final Herald herald;

    private Queues(Replica replica, Lessor lessor) {
        this.replica = replica;
        this.lessor = lessor;
        this.herald = Herald.start(replica);
    }

    public static Queues start(Replica replica, Lessor lessor) {
        return new Queues(replica, lessor);
    }

    /**
     * Takes a place at the end of a queue, or the one that the lease has there.
     *
     * @param lease 0 for one of its own, which is kept alive until the place has its turn
     * @param value of the key; written over another one that is there
     */
    public Entry enter(Bytes name, long lease, Bytes value) {
        if (lease != 0) {
            return enter(name, new Ticket(lease, false), value);
        }
        var grant = lessor.grant(0, OWN_TTL_SECONDS).join();
        return grant.outcome() instanceof Outcome.Applied(Result.Done _, _, _)
                ? enter(name, new Ticket(grant.id(), true), value)
                : new Entry.Failed(grant.outcome());
    }

    private record Ticket(long lease, boolean isOwn) {}

    private Entry enter(Bytes name, Ticket ticket, Bytes value) {
        var folder = folder(name);
        var key = join(folder, hex(ticket.lease));
        var put = new Operation.Put(key, value, ticket.lease, false, false, false);
        var get = new Operation.Range(KeyRange.single(key), RangeOptions.ALL);
        var outcome = write(new Operation.Txn(isCreatedAt(key, 0), List.of(put), List.of(get)));
        return switch (done(outcome)) {
            case KvResult.TxnDone(var isNew, var answers, var revision) -> {
                var there = isNew ? null : (KvResult.Ranged) answers.getFirst();
                var created =
                        there == null ? revision : there.keyValues().getFirst().createRevision();
                var place = new Place(folder, key, created, ticket.lease, ticket.isOwn);
                yield there == null || there.keyValues().getFirst().value().equals(value)
                        ? new Entry.Taken(place)
                        : renamed(place, value);
            }
            case null, default -> new Entry.Failed(outcome);
        };
    }

    private Entry renamed(Place place, Bytes value) {
        var outcome = set(place, value).join();
        return done(outcome) instanceof KvResult.TxnDone(var isThere, _, _) && isThere
                ? new Entry.Taken(place)
                : new Entry.Failed(outcome);
    }

    /** Gives a place another value; the transaction does not succeed when the place is lost. */
    public CompletableFuture<Outcome> set(Place place, Bytes value) {
        var keepsLease = place.lease() == 0;
        var put = new Operation.Put(place.key(), value, place.lease(), false, false, keepsLease);
        return replica.execute(
                new Command.Write(new Operation.Txn(isAt(place), List.of(put), List.of())));
    }

    /** Gives a place up, if it is still the same. */
    public CompletableFuture<Outcome> leave(Place place) {
        var delete = new Operation.Delete(KeyRange.single(place.key()), false);
        var left =
                replica.execute(
                        new Command.Write(
                                new Operation.Txn(isAt(place), List.of(delete), List.of())));
        return place.ownLease() ? left.thenCompose(_ -> lessor.revoke(place.lease())) : left;
    }

    /** Waits until a place is the first of its queue; false when it was lost before that. */
    public boolean awaitTurn(Place place) throws InterruptedException {
        var before = newestBefore(place);
        while (before.isPresent()) {
            var key = before.get().key();
            try (var ear = herald.listen(List.of(key, place.key()))) {
                while (created(key) == before.get().createRevision() && isThere(place)) {
                    ear.await(RENEWAL);
                    keepAlive(place);
                }
            }
            if (!isThere(place)) {
                return false;
            }
            before = newestBefore(place);
        }
        keepAlive(place);
        return isThere(place);
    }

    /** Who has his turn in a queue now. */
    public Optional<KeyValue> first(Bytes name) {
        return oldest(folder(name));
    }

    /** Tells who has his turn, now and whenever that or his value changes, without end. */
    public void observe(Bytes name, Listener listener) throws InterruptedException {
        var folder = folder(name);
        @Nullable KeyValue told = null;
        try (var ear = herald.listen(List.of(folder))) {
            while (true) {
                var now = oldest(folder).orElse(null);
                if (now != null && !now.equals(told)) {
                    listener.leads(now);
                    told = now;
                }
                ear.await(RENEWAL);
            }
        }
    }

    /** Hears who has his turn. */
    public interface Listener {
        void leads(KeyValue first) throws InterruptedException;
    }

    @Override
    public void close() {
        herald.close();
    }

    private void keepAlive(Place place) {
        if (place.ownLease()) {
            lessor.keepAlive(place.lease()).join();
        }
    }

    private boolean isThere(Place place) {
        return created(place.key()) == place.createRevision();
    }

    /** 0 when there is no such key. */
    private long created(Bytes key) {
        return only(new Operation.Range(KeyRange.single(key), keysOnly(0, 0)))
                .map(KeyValue::createRevision)
                .orElse(0L);
    }

    private Optional<KeyValue> newestBefore(Place place) {
        var options = keysOnly(place.createRevision() - 1, -1);
        return only(new Operation.Range(below(place.folder()), options));
    }

    private Optional<KeyValue> oldest(Bytes folder) {
        var options =
                new RangeOptions(
                        0,
                        1,
                        RangeOptions.SortOrder.ASCENDING,
                        RangeOptions.SortTarget.CREATE,
                        false,
                        false,
                        0,
                        0,
                        0,
                        0);
        return only(new Operation.Range(below(folder), options));
    }

    private static RangeOptions keysOnly(long createdAtMost, int direction) {
        return new RangeOptions(
                0,
                1,
                direction < 0 ? RangeOptions.SortOrder.DESCENDING : RangeOptions.SortOrder.NONE,
                RangeOptions.SortTarget.CREATE,
                true,
                false,
                0,
                0,
                0,
                createdAtMost);
    }

    private Optional<KeyValue> only(Operation.Range range) {
        return replica.state().kv().range(range)
                        instanceof KvAnswer.Answered(KvResult.Ranged(var found, _, _, _))
                ? found.stream().findFirst()
                : Optional.empty();
    }

    private Outcome write(Operation operation) {
        return replica.execute(new Command.Write(operation)).join();
    }

    private static @Nullable KvResult done(Outcome outcome) {
        return outcome instanceof Outcome.Applied(Result.Kv(var answer, _), _, _) ? answer : null;
    }

    private static List<Compare> isAt(Place place) {
        return isCreatedAt(place.key(), place.createRevision());
    }

    private static List<Compare> isCreatedAt(Bytes key, long revision) {
        var operand = new Compare.Operand.CreateRevision(revision);
        return List.of(new Compare(KeyRange.single(key), Compare.Relation.EQUAL, operand));
    }

    private static Bytes folder(Bytes name) {
        return join(name, "/");
    }

    /** All keys of a folder: a zero follows the slash in the order of bytes. */
    private static KeyRange below(Bytes folder) {
        var end = folder.toByteArray();
        end[end.length - 1]++;
        return new KeyRange(folder, Bytes.wrap(end));
    }

    /** As Go writes a number in hex: with its sign. */
    private static String hex(long lease) {
        return lease < 0 ? "-" + Long.toHexString(-lease) : Long.toHexString(lease);
    }

    private static Bytes join(Bytes start, String end) {
        var tail = end.getBytes(StandardCharsets.UTF_8);
        var joined = new byte[start.length() + tail.length];
        System.arraycopy(start.raw(), 0, joined, 0, start.length());
        System.arraycopy(tail, 0, joined, start.length(), tail.length);
        return Bytes.wrap(joined);
    }
}
