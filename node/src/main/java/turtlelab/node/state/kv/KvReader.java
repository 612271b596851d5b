package turtlelab.node.state.kv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import turtlelab.node.base.Bytes;
import turtlelab.node.state.AnswerRoom;
import turtlelab.node.state.Rejection;
import turtlelab.node.state.kv.index.KeyHistory;
import turtlelab.node.state.kv.index.KeyIndex;
import turtlelab.node.state.kv.index.Packed;

/**
 * Reads for one request (etcd reference B.2): ranges and the guards of transactions. What goes into
 * its answer has a bound, for all of it together. Used by one thread.
 */
final class KvReader {
    private static final int OVERHEAD = 64;

    private final KeyIndex index;
    private final Revisions revisions;
    private final AnswerRoom room;
    private long roomInAnswer;
    private boolean crowded;

    /**
     * @param answerBytes how much of keys and values the answer may hold; 0 when nobody waits for
     *     it
     * @param room that it must find beside other answers
     */
    @SuppressWarnings("ReferenceEquality") // That nobody waits is said by one object alone.
    KvReader(KeyIndex index, Revisions revisions, long answerBytes, AnswerRoom room) {
        this.index = index;
        this.revisions = revisions;
        this.room = room;
        this.roomInAnswer = room.equals(AnswerRoom.NOBODY_WAITS) ? 0 : answerBytes;
    }

    /** More was asked for than an answer may hold. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLarge() {
            super(null, null, false, false);
        }
    }

    /** Whether reading for the answer's sake still makes sense. */
    boolean isAnswering() {
        return roomInAnswer > 0;
    }

    /** Why the answer cannot be given, when something did not fit into it. */
    Optional<Rejection> overflow() {
        if (roomInAnswer >= 0) {
            return Optional.empty();
        }
        return Optional.of(crowded ? Rejection.ANSWERS_CROWDED : Rejection.ANSWER_TOO_LARGE);
    }

    /** Takes room in the answer; false when there is none left. */
    boolean admits(KeyValue version) {
        if (roomInAnswer > 0) {
            var size = OVERHEAD + version.key().length() + version.value().length();
            crowded = size < roomInAnswer && !room.take(size);
            roomInAnswer = crowded || size == roomInAnswer ? -1 : roomInAnswer - size;
        }
        return roomInAnswer > 0;
    }

    /** The bounds of what may be read: the newest revision, and the oldest that still is whole. */
    record Moment(long revision, long compacted) {
        /** Why a read at a revision (0 or less for now) is refused. */
        Optional<Rejection> refusal(long asked) {
            if (asked > revision) {
                return Optional.of(Rejection.FUTURE_REVISION);
            }
            return asked > 0 && asked < compacted
                    ? Optional.of(Rejection.COMPACTED)
                    : Optional.empty();
        }
    }

    /** A compaction removed a version while a reader was on its way to it. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken() {
            super(null, null, false, false);
        }
    }

    /**
     * Reads a range whose revision is {@link Moment#refusal not refused}.
     *
     * @throws TooLarge when it does not fit into the answer
     */
    KvResult.Ranged range(Operation.Range asked, Moment moment) {
        var options = asked.options();
        var revision = options.revision() > 0 ? options.revision() : moment.revision;
        if (options.countOnly()) {
            var count = new Matches(0);
            walk(asked.range(), revision, count);
            return new KvResult.Ranged(List.of(), count.total, false, moment.revision);
        }
        var whole = isFiltered(options) || order(options) != null;
        var matches = new Matches(whole || options.limit() <= 0 ? Long.MAX_VALUE : options.limit());
        walk(asked.range(), revision, matches);
        var found = load(matches.places, options);
        if (!whole) {
            return new KvResult.Ranged(
                    found, matches.total, matches.total > found.size(), moment.revision);
        }
        return select(found, matches.total, options, moment.revision);
    }

    KeyIndex index() {
        return index;
    }

    Revisions revisions() {
        return revisions;
    }

    /** Whether all guards hold. */
    boolean holds(List<Compare> compares, Moment moment) {
        return compares.stream().allMatch(compare -> holds(compare, moment));
    }

    /** The key's version now; null when it does not exist. */
    @Nullable KeyValue current(Bytes key) {
        var history = index.get(key);
        return history == null || !history.isLive() ? null : load(history.newest(), true);
    }

    private boolean holds(Compare compare, Moment moment) {
        var matches = new Matches(Long.MAX_VALUE);
        walk(compare.range(), moment.revision, matches);
        if (matches.places.isEmpty()) {
            return !(compare.operand() instanceof Compare.Operand.Value)
                    && holds(compare, Missing.KEY);
        }
        var withValue = compare.operand() instanceof Compare.Operand.Value;
        return matches.places.stream().allMatch(place -> holds(compare, load(place, withValue)));
    }

    private static boolean holds(Compare compare, KeyValue stored) {
        var order =
                switch (compare.operand()) {
                    case Compare.Operand.Version(var version) ->
                            Long.compare(stored.version(), version);
                    case Compare.Operand.CreateRevision(var revision) ->
                            Long.compare(stored.createRevision(), revision);
                    case Compare.Operand.ModRevision(var revision) ->
                            Long.compare(stored.modRevision(), revision);
                    case Compare.Operand.Value(var value) -> stored.value().compareTo(value);
                    case Compare.Operand.Lease(var lease) -> Long.compare(stored.lease(), lease);
                };
        return switch (compare.relation()) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case LESS -> order < 0;
        };
    }

    private void walk(KeyRange range, long revision, Matches matches) {
        if (range.isSingle()) {
            var history = index.get(range.key());
            if (history != null) {
                matches.note(history.at(revision));
            }
            return;
        }
        for (var walk = index.in(range); walk.next(); ) {
            matches.note(walk.history().at(revision));
        }
    }

    private KeyValue load(long place, boolean withValue) {
        var version = revisions.load(place, withValue);
        if (version == null) {
            throw new Overtaken();
        }
        return version;
    }

    private List<KeyValue> load(List<Long> places, RangeOptions options) {
        var withValue = !options.keysOnly() || options.target() == RangeOptions.SortTarget.VALUE;
        var found = new ArrayList<KeyValue>(places.size());
        for (var place : places) {
            var version = load(place, withValue);
            if (!admits(version)) {
                throw new TooLarge();
            }
            found.add(version);
        }
        return found;
    }

    private static KvResult.Ranged select(
            List<KeyValue> found, long total, RangeOptions options, long revision) {
        found.removeIf(version -> !passes(version, options));
        var order = order(options);
        if (order != null) {
            found.sort(order);
        }
        var more = options.limit() > 0 && found.size() > options.limit();
        var kept = more ? found.subList(0, (int) options.limit()) : found;
        var shown = options.keysOnly() ? kept.stream().map(KvReader::withoutValue).toList() : kept;
        return new KvResult.Ranged(shown, total, more, revision);
    }

    private static KeyValue withoutValue(KeyValue whole) {
        return new KeyValue(
                whole.key(),
                Bytes.EMPTY,
                whole.createRevision(),
                whole.modRevision(),
                whole.version(),
                whole.lease());
    }

    private static boolean isFiltered(RangeOptions options) {
        return options.minMod() != 0
                || options.maxMod() != 0
                || options.minCreate() != 0
                || options.maxCreate() != 0;
    }

    private static boolean passes(KeyValue version, RangeOptions options) {
        return (options.minMod() == 0 || version.modRevision() >= options.minMod())
                && (options.maxMod() == 0 || version.modRevision() <= options.maxMod())
                && (options.minCreate() == 0 || version.createRevision() >= options.minCreate())
                && (options.maxCreate() == 0 || version.createRevision() <= options.maxCreate());
    }

    /**
     * Null for the order of the keys, which is the order they are found in. Ties stay in it too.
     */
    private static @Nullable Comparator<KeyValue> order(RangeOptions options) {
        var descending = options.order() == RangeOptions.SortOrder.DESCENDING;
        Comparator<KeyValue> ascending =
                switch (options.target()) {
                    case KEY -> descending ? Comparator.comparing(KeyValue::key) : null;
                    case VERSION -> Comparator.comparingLong(KeyValue::version);
                    case CREATE -> Comparator.comparingLong(KeyValue::createRevision);
                    case MOD -> Comparator.comparingLong(KeyValue::modRevision);
                    case VALUE -> Comparator.comparing(KeyValue::value);
                };
        return ascending != null && descending ? ascending.reversed() : ascending;
    }

    /** What a walk finds: how many live keys, and the places of the first of them. */
    private static final class Matches {
        private final long limit;
        private final List<Long> places = new ArrayList<>();
        private long total;

        Matches(long limit) {
            this.limit = limit;
        }

        void note(long packed) {
            if (packed == KeyHistory.NONE || Packed.isDeletion(packed)) {
                return;
            }
            if (total++ < limit) {
                places.add(packed);
            }
        }
    }

    /** What guards see where there is no key. */
    private static final class Missing {
        static final KeyValue KEY = new KeyValue(Bytes.EMPTY, Bytes.EMPTY, 0, 0, 0, 0);
    }
}
