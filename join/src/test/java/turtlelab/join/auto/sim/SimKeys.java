package turtlelab.join.auto.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import turtlelab.join.auto.Board;
import turtlelab.join.auto.Call;
import turtlelab.join.auto.Call.Note;
import turtlelab.join.auto.Stored;

/** The replicated key space, with leases that only a leader counts down. */
final class SimKeys {
    private record Cell(String value, long created, long modified, long ttl, long deadline) {}

    private static final long FOR_EVER = Long.MAX_VALUE;

    private final TreeMap<String, Cell> cells = new TreeMap<>();
    private long revision = 1;
    private long nextExpiry = FOR_EVER;
    private @Nullable Board board;

    /** Whether the keys were as they had to be; else nothing is written. */
    boolean write(Call.Write write, long now) {
        for (var condition : write.conditions()) {
            var cell = cells.get(condition.key());
            if ((cell == null ? 0 : cell.modified()) != condition.modified()) {
                return false;
            }
        }
        for (var note : write.notes()) {
            switch (note) {
                case Note.Put(var key, var value) -> put(key, value, FOR_EVER, now);
                case Note.PutFor(var key, var value, Duration time) ->
                        put(key, value, time.toMillis(), now);
                case Note.Delete(var key) -> delete(key);
            }
        }
        return true;
    }

    void put(String key, String value, long ttl, long now) {
        revision++;
        board = null;
        var old = cells.get(key);
        var created = old == null ? revision : old.created();
        var deadline = ttl == FOR_EVER ? FOR_EVER : now + ttl;
        cells.put(key, new Cell(value, created, revision, ttl, deadline));
        nextExpiry = Math.min(nextExpiry, deadline);
    }

    void delete(String key) {
        cells.remove(key);
        board = null;
    }

    boolean has(String key) {
        return cells.containsKey(key);
    }

    String get(String key) {
        var cell = cells.get(key);
        return cell == null ? "" : cell.value();
    }

    /** A keepalive: no change of the key itself. */
    void renew(String key, long now) {
        cells.computeIfPresent(
                key,
                (_, it) ->
                        new Cell(
                                it.value(), it.created(), it.modified(), it.ttl(), now + it.ttl()));
    }

    void expire(long now) {
        if (now < nextExpiry) {
            return;
        }
        if (cells.values().removeIf(cell -> cell.deadline() <= now)) {
            board = null;
        }
        nextExpiry = cells.values().stream().mapToLong(Cell::deadline).min().orElse(FOR_EVER);
    }

    /** A new leader gives every lease its whole time again. */
    void spare(long now) {
        cells.replaceAll(
                (_, it) ->
                        it.ttl() == FOR_EVER
                                ? it
                                : new Cell(
                                        it.value(),
                                        it.created(),
                                        it.modified(),
                                        it.ttl(),
                                        now + it.ttl()));
    }

    /** What all keys say; keepalives change nothing of it. */
    Board board() {
        if (board == null) {
            board = Board.of(all());
        }
        return board;
    }

    private List<Stored> all() {
        var all = new ArrayList<Stored>();
        cells.forEach(
                (key, cell) ->
                        all.add(new Stored(key, cell.value(), cell.created(), cell.modified())));
        return all;
    }
}
