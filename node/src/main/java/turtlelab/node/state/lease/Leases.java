package turtlelab.node.state.lease;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.base.Durations;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.kv.KvStore;
import turtlelab.node.storage.Table;

/**
 * Which leases there are and which keys hang on them. On disk is only what cannot be told from the
 * key space: id and TTL. An attachment is the lease that a key's newest version names, so it is
 * found again by the one scan with which the {@link KvStore} opens.
 *
 * <p>Changed by the apply thread alone. A put of a key without a lease costs one look into a map,
 * and that only while some key has one.
 */
public final class Leases implements KvStore.Leases, LeaseView {
    /** The longest TTL, as in etcd: about 285 years. */
    public static final long MAX_TTL_SECONDS = 9_000_000_000L;

    /** From a second to eight million of them, as etcd counts. */
    private static final int TTL_BOUNDS = 24;

    private final Table table;
    private final Map<Long, Lease> byId = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Lease> inOrder = new ConcurrentSkipListMap<>();
    private final Map<Bytes, Lease> byKey = new HashMap<>();
    private long nextNumber;
    private long checksum;
    private final Durations ttls = Durations.from(1, TTL_BOUNDS);
    private volatile Counts counts = new Counts(0, 0, ttls);

    /** Reads what was granted; attachments follow by {@link #written} and {@link #deleted}. */
    public Leases(Table table) {
        this.table = table;
        for (var entries = table.from(Bytes.EMPTY); entries.next(); ) {
            add(number(entries.key()), number(entries.value()));
        }
    }

    /** Notes a new lease; empty when done, or why not. */
    public Optional<Rejection> grant(long id, long ttlSeconds) {
        if (id == 0) {
            return Optional.of(Rejection.LEASE_NOT_FOUND);
        }
        if (ttlSeconds > MAX_TTL_SECONDS) {
            return Optional.of(Rejection.LEASE_TTL_TOO_LARGE);
        }
        if (byId.containsKey(id)) {
            return Optional.of(Rejection.LEASE_EXISTS);
        }
        table.put(bytes(id), bytes(ttlSeconds));
        add(id, ttlSeconds);
        ttls.addSeconds(ttlSeconds);
        counts = new Counts(counts.granted() + 1, counts.revoked(), ttls);
        return Optional.empty();
    }

    /**
     * Ends a lease; empty when done, or why not.
     *
     * @param deletion deletes its keys, given in ascending order, in one revision
     */
    public Optional<Rejection> revoke(long id, Consumer<List<Bytes>> deletion) {
        var lease = byId.get(id);
        if (lease == null) {
            return Optional.of(Rejection.LEASE_NOT_FOUND);
        }
        deletion.accept(lease.keys());
        byId.remove(id);
        inOrder.remove(lease.number());
        table.remove(bytes(id));
        checksum -= mixed(lease);
        counts = new Counts(counts.granted(), counts.revoked() + 1, ttls);
        return Optional.empty();
    }

    @Override
    public boolean exists(long lease) {
        return byId.containsKey(lease);
    }

    /** Attaches a key to the lease it was written with, and to no other; 0 is none. */
    @Override
    public void written(Bytes key, long lease) {
        if (lease == 0 && byKey.isEmpty()) {
            return;
        }
        var next = lease == 0 ? null : byId.get(lease);
        var last = next == null ? byKey.remove(key) : byKey.put(key, next);
        if (last != next) {
            if (last != null) {
                last.detach(key);
            }
            if (next != null) {
                next.attach(key);
            }
        }
    }

    @Override
    public void deleted(Bytes key) {
        written(key, 0);
    }

    @Override
    public @Nullable Lease find(long id) {
        return byId.get(id);
    }

    @Override
    public Collection<Lease> grantedFrom(long number) {
        return Collections.unmodifiableCollection(inOrder.tailMap(number, true).values());
    }

    @Override
    public int count() {
        return byId.size();
    }

    @Override
    public Counts counts() {
        return counts;
    }

    private void add(long id, long ttlSeconds) {
        var lease = new Lease(nextNumber++, id, ttlSeconds);
        byId.put(id, lease);
        inOrder.put(lease.number(), lease);
        checksum += mixed(lease);
    }

    /**
     * Tells of the identities and TTLs that are granted, in whatever order that came about; equal
     * on members with equal leases. For the apply thread.
     */
    public long checksum() {
        return checksum;
    }

    /** A sum of numbers that are alike would hide too much; these are not (MurmurHash3's end). */
    private static long mixed(Lease lease) {
        long mixed = lease.id() * 0x9e3779b97f4a7c15L + lease.ttlSeconds();
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private static Bytes bytes(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private static long number(Bytes bytes) {
        return bytes.asByteBuffer().getLong();
    }
}
