package turtlelab.labctl.dns.server;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;
import turtlelab.labctl.exec.Time;

/** One domain's records, now and a while ago. Safe for many threads. */
public final class Zone {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST_RECORDS = 10_000;
    private static final long REFRESH_SECONDS = 60;
    private static final long RETRY_SECONDS = 10;
    private static final long EXPIRE_SECONDS = 3_600;

    private final Name origin;
    private final long ttlSeconds;
    private final Time time;
    private final Deque<View> views = new ArrayDeque<>();

    /**
     * What the zone held from a moment on.
     *
     * @param sinceNanos when it came to be
     */
    private record View(long sinceNanos, long serial, List<Record> records) {}

    /**
     * A zone with nothing but its own head.
     *
     * @param ttlSeconds of the head, and how long others may remember that a name is missing
     */
    public Zone(Name origin, long ttlSeconds, Time time) {
        this.origin = origin;
        this.ttlSeconds = ttlSeconds;
        this.time = time;
        views.add(new View(time.nanos(), 1, List.of()));
    }

    public Name origin() {
        return origin;
    }

    public long ttlSeconds() {
        return ttlSeconds;
    }

    /** What stood here so long ago, the head included. */
    public synchronized List<Record> records(Duration ago) {
        var moment = time.nanos() - ago.toNanos();
        var view = views.getFirst();
        for (var candidate : views) {
            if (candidate.sinceNanos() - moment <= 0) {
                view = candidate;
            }
        }
        var all = new ArrayList<Record>(head(view.serial()));
        all.addAll(view.records());
        return all;
    }

    /** Puts records in; those that are there already only get their new TTL. */
    public synchronized void add(List<Record> added) {
        var records = new ArrayList<>(views.getLast().records());
        for (var record : added) {
            records.removeIf(record::equals);
            records.add(record);
        }
        if (records.size() > MOST_RECORDS) {
            throw new IllegalArgumentException("a zone holds at most " + MOST_RECORDS);
        }
        become(records);
    }

    /**
     * Takes records out: those equal to it, or, where it has no data, all of its type, or, where it
     * is of any type, all of its name.
     */
    public synchronized void remove(Record pattern, boolean hasData) {
        var records = new ArrayList<>(views.getLast().records());
        records.removeIf(
                record ->
                        record.getName().equals(pattern.getName())
                                && (pattern.getType() == Type.ANY
                                        || record.getType() == pattern.getType())
                                && (!hasData
                                        || record.rdataToString()
                                                .equalsIgnoreCase(pattern.rdataToString())));
        become(records);
    }

    private void become(List<Record> records) {
        if (records.equals(views.getLast().records())) {
            return;
        }
        var now = time.nanos();
        views.add(new View(now, views.getLast().serial() + 1, List.copyOf(records)));
        while (views.size() > 2 && now - views.getFirst().sinceNanos() > REMEMBERED.toNanos()) {
            views.remove();
        }
    }

    public synchronized long serial() {
        return views.getLast().serial();
    }

    private List<Record> head(long serial) {
        var server = Name.fromConstantString("ns." + origin);
        return List.of(
                new SOARecord(
                        origin,
                        DClass.IN,
                        ttlSeconds,
                        server,
                        Name.fromConstantString("hostmaster." + origin),
                        serial,
                        REFRESH_SECONDS,
                        RETRY_SECONDS,
                        EXPIRE_SECONDS,
                        ttlSeconds),
                new NSRecord(origin, DClass.IN, ttlSeconds, server));
    }
}
